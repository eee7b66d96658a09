import {
  type Computes,
  type CountTerm,
  EACH,
  type FieldPattern,
  type GpuSource,
  KEY,
  type KindRow,
  type Lifecycle,
  type PodSetRow,
} from "../../../k8s/kind-row.ts";
import { listed } from "../../../kernel/words.ts";

/** How the facts of a kind's row are put into words, here and on the generated page. */

/** A path as rows write it: `[]` for each item of a list, `*` for each value of a map. */
export function patternText(path: FieldPattern): string {
  let text = "";
  for (const step of path) {
    if (step === EACH) text += EACH;
    else if (step === KEY || /^[A-Za-z_][\w-]*$/.test(String(step))) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/** What a kind is for, in a word. */
export function lifeText({ life, lifecycle }: KindRow): string {
  return life ?? LIFECYCLES[lifecycle];
}

const LIFECYCLES: Readonly<Record<Lifecycle, string>> = {
  restarts: "long-running",
  ends: "batch",
  "per-node": "per node",
  once: "one pod",
  none: "template",
};

/** The same as a sentence about what happens to its pods. */
export function lifecycleText({ life, lifecycle, podSets }: KindRow): string {
  if (life === "wrapper" && podSets.length === 0)
    return "It holds whole objects of other kinds, which make the pods.";
  return ENDED[lifecycle];
}

const ENDED: Readonly<Record<Lifecycle, string>> = {
  restarts: "Its controller replaces a pod that has ended.",
  ends: "A run ends by itself.",
  "per-node": "It runs a pod on each node.",
  once: "Its restart policy says whether it is restarted.",
  none: "It makes no pods itself; objects of other kinds are made from it.",
};

/** The role of a pod set: its name, or where the names come from; empty where it needs none. */
export function roleText({ role, at }: Pick<PodSetRow, "role" | "at">): string {
  if (typeof role === "string") return role;
  if (role.from.length > 0) return `by ${patternText(role.from)}`;
  return at.findLast((step) => step === EACH || step === KEY) === KEY ? "by key" : "by position";
}

/** Whether the pods of a set get GPUs. */
export function computesText(set: PodSetRow): string {
  const { computes, computesByName = {}, computesBy, noUnless } = set;
  const named = (wanted: Computes) =>
    Object.keys(computesByName).filter((name) => computesByName[name] === wanted);
  const exceptions = (["no", "keep", "alone", "yes"] as const).flatMap((wanted) => {
    const names = named(wanted);
    return names.length === 0 ? [] : [`${listed(names)}: ${COMPUTES[wanted]}`];
  });
  const unless = noUnless === undefined ? "" : `, unless ${patternText(noUnless)} is true`;
  return [
    COMPUTES[computes],
    ...exceptions.map((text) => `${text}${unless}`),
    ...(computesBy === undefined
      ? []
      : [`${patternText(computesBy.at)} ${listed(computesBy.no, "or")}: ${COMPUTES.no}`]),
  ].join("; ");
}

const COMPUTES: Readonly<Record<Computes, string>> = {
  yes: "yes",
  no: "no, they coordinate",
  alone: "only where no other role gets them",
  keep: "only where they ask for them already",
};

/** How many pods a set has. */
export function podsText({ pods }: Pick<PodSetRow, "pods">): string {
  return pods.length === 0 ? "1" : pods.map(countText).join(" × ");
}

/** One factor of that number. */
export function countText(count: CountTerm): string {
  const { at, unset, over, orElse, least, most } = count;
  const bounds = [least, most].flatMap((path) => (path === undefined ? [] : [String(path.at(-1))]));
  const told = [
    ...(over === undefined ? [] : [`divided by ${patternText(over)}, rounded up`]),
    ...(orElse === undefined ? [] : [`${patternText(orElse)} where either is not set`]),
    ...lessText(count),
    ...(bounds.length === 0 ? [] : [`within ${bounds.join(" and ")}`]),
    unset === null ? "not known where it is not set" : `else ${unset}`,
  ];
  return `${patternText(at)} (${told.join(", ")})`;
}

function lessText({ oneLessWith }: CountTerm): readonly string[] {
  if (oneLessWith === undefined) return [];
  return [oneLessWith.length === 0 ? "less 1" : `less 1 where ${patternText(oneLessWith)} is there`];
}

/** What a field outside of all resources says about GPUs. */
export const DECIDED_BY: Readonly<Record<GpuSource, string>> = {
  machine: "the machine type, from which the operator makes nodes, limits and tolerations",
  profile: "a profile of the operator, which has the limits, selectors and tolerations",
  total: "the GPUs of all pods together, from which the operator computes the rest",
  device: "the devices of a virtual machine",
};
