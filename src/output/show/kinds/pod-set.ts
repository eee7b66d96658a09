import type { PodSetRow, ResourceNotation } from "../../../k8s/kind-row.ts";
import { listed } from "../../../kernel/words.ts";
import { computesText, DECIDED_BY, patternText, podsText, roleText } from "./words.ts";

/** A fact with its name in front. */
export type KindFact = readonly [name: string, text: string];

/** What there is to say about a pod set, a fact each; paths start at the object's top. */
export function podSetFacts(set: PodSetRow): readonly KindFact[] {
  const { labels, annotations, fields, resources, elsewhere, versions } = set;
  const isDecided = fields?.length === 0;
  return [
    ["at", placeText(set)],
    ...(versions === undefined ? [] : [["only in", versions.join(", ")] as const]),
    ["GPUs", elsewhere !== undefined && isDecided ? "yes, by another field" : computesText(set)],
    ["pods", podsText(set)],
    ...(set.main === undefined || isDecided ? [] : [["container", containersText(set)] as const]),
    ...(set.mainName === undefined ? [] : [["container", `the one named ${set.mainName} computes`] as const]),
    ...(resources === undefined ? [] : [["amounts", notationText(resources)] as const]),
    ...(labels === undefined ? [] : [["labels", patternText(labels)] as const]),
    ...(annotations === undefined ? [] : [["annotations", patternText(annotations)] as const]),
    ...(fields === undefined || isDecided ? [] : [["fields", fields.join(", ")] as const]),
    ...(elsewhere === undefined
      ? []
      : [
          [
            "decided",
            `by ${patternText(elsewhere.at)}${isDecided ? "" : ", where it is set"}: ${DECIDED_BY[elsewhere.what]}`,
          ] as const,
        ]),
  ];
}

/** The heading of a pod set. */
export function podSetTitle(set: PodSetRow): string {
  const role = roleText(set);
  if (role === "") return "pods";
  return typeof set.role === "string" ? `role ${role}` : `a role for each, ${role}`;
}

/** Where its pod template is, in which form. */
export function placeText({ at, form, merged, without }: PodSetRow): string {
  const path = at.length === 0 ? "the object itself" : patternText(at);
  const told = [
    ...(form === "spec" ? ["no metadata"] : []),
    ...(merged === true ? ["merged over another one"] : []),
    ...(without === undefined ? [] : [`where ${patternText(without)} is not there`]),
  ];
  return told.length === 0 ? path : `${path} (${told.join("; ")})`;
}

function containersText({ main = [] }: PodSetRow): string {
  if (main.some((path) => path.length === 0)) return "pod and container in one map";
  return `${listed(main.map(patternText), "or")}, else containers`;
}

function notationText(resources: ResourceNotation): string {
  if ("name" in resources) return `${patternText(resources.name)} and ${patternText(resources.quantity)}`;
  const { limits, short, shortType } = resources;
  const keys = Object.entries(short).map(([key, meant]) => `${key} stands for ${meant}`);
  const type = shortType === null ? "" : ` or the resource in ${patternText(shortType)}`;
  return keys.length === 0 ? patternText(limits) : `${patternText(limits)}, where ${listed(keys)}${type}`;
}
