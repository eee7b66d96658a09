import type { KindRow, OwnRollout, PodSetRow } from "../../../k8s/kind-row.ts";
import type { WorkloadKind } from "../../../k8s/open-kind.ts";
import { listed } from "../../../kernel/words.ts";
import { autoscalerText, queueText, workersText } from "./numbers-and-queues.ts";
import type { KindFact } from "./pod-set.ts";
import { countText, patternText } from "./words.ts";

/** What the profiles write into objects of a kind, and what they cannot write, a fact each. */
export function writtenFacts(kind: WorkloadKind): readonly KindFact[] {
  if (kind.objects !== undefined) return wrapperFacts(kind, kind.objects.map(patternText));
  return [
    ["limits", limitsText(kind)],
    ["placement", placementText(kind)],
    ["/dev/shm", sharedMemoryText(kind)],
    ["retries", retriesText(kind)],
    ["updates", updatesText(kind)],
    ["autoscaler", autoscalerText(kind)],
    ["--queue", queueText(kind)],
    ["--workers", workersText(kind)],
  ];
}

/** Objects inside another one are decided by their own kinds; the wrapper has nothing of its own that is written. */
function wrapperFacts(kind: KindRow, places: readonly string[]): readonly KindFact[] {
  const { objectPods } = kind;
  return [
    ["objects", `${listed(places)}: each gets what its own kind gets`],
    ...(objectPods === undefined ? [] : [["copies", countText(objectPods)] as const]),
    [
      "--queue",
      kind.queue === null
        ? "not written into objects inside it"
        : `not written: Kueue admits the ${kind.kind} as a whole, by a label of your own on it`,
    ],
  ];
}

/** The pod sets that may get GPUs, or lose them. */
function computing({ podSets }: KindRow): readonly PodSetRow[] {
  return podSets.filter(({ computes }) => computes !== "no");
}

function limitsText(kind: KindRow): string {
  const sets = computing(kind);
  if (sets.length === 0) return "none: its pods coordinate others, or hold no GPUs";
  const decided = sets.filter(({ elsewhere }) => elsewhere !== undefined);
  const without = sets.filter((set) => !decided.includes(set) && !hasAmounts(set));
  const written = sets.filter((set) => !decided.includes(set) && !without.includes(set));
  return [
    ...(written.length === 0 ? [] : [`the GPU limit of the container that computes${of(written, sets)}`]),
    ...(decided.length === 0 ? [] : [`never written${of(decided, sets)} where ${fieldsOf(decided)} decides`]),
    ...(without.length === 0 ? [] : [`not written${of(without, sets)}: it has no field for them`]),
  ].join("; ");
}

function fieldsOf(sets: readonly PodSetRow[]): string {
  const paths = sets.flatMap(({ elsewhere }) => (elsewhere === undefined ? [] : [patternText(elsewhere.at)]));
  return listed([...new Set(paths)], "or");
}

function hasAmounts({ fields, resources }: PodSetRow): boolean {
  return fields === undefined || fields.includes("resources") || resources !== undefined;
}

/** ` for a and b`, where those are not all: roles by their names, others by the place of their pods. */
function of(some: readonly PodSetRow[], all: readonly PodSetRow[]): string {
  if (some.length === all.length) return "";
  const names = some.map(({ role, at }) => (typeof role === "string" ? role : patternText(at)));
  return ` for ${listed([...new Set(names)])}`;
}

const PLACEMENT = ["nodeSelector", "tolerations", "affinity", "runtimeClassName"] as const;

function placementText(kind: KindRow): string {
  const sets = computing(kind).filter(({ fields }) => fields?.length !== 0);
  if (sets.length === 0) return "not written";
  const byFields = new Map<string, PodSetRow[]>();
  for (const set of sets) {
    const there = PLACEMENT.filter((field) => set.fields === undefined || set.fields.includes(field));
    const text =
      there.length === 0
        ? "no field for it"
        : `${listed(there)}${there.length === PLACEMENT.length ? "" : " alone"}`;
    byFields.set(text, [...(byFields.get(text) ?? []), set]);
  }
  const texts = [...byFields].map(([text, some]) => `${text}${of(some, sets)}`);
  return [...texts, ...deniedTexts(kind)].join("; ");
}

function deniedTexts({ denied }: KindRow): readonly string[] {
  if (denied === undefined) return [];
  const { fields, flagsIn, onlyIf } = denied;
  const where = onlyIf === null ? "" : `, where ${patternText(onlyIf.at)} is ${listed(onlyIf.is, "or")}`;
  return [`refused unless their flags are enabled in ${flagsIn}${where}: ${Object.keys(fields).join(", ")}`];
}

function sharedMemoryText(kind: KindRow): string {
  const { sharedMemory } = kind;
  if (sharedMemory === "operator") return "mounted by the operator; --shm changes nothing";
  if (sharedMemory !== undefined) return `mounted by the operator; --shm writes ${patternText(sharedMemory)}`;
  const sets = computing(kind);
  const able = sets.filter(
    ({ fields }) => fields === undefined || (fields.includes("volumes") && fields.includes("volumeMounts")),
  );
  if (able.length === 0) return "not written: it has no fields for volumes";
  return `a volume in memory${of(able, sets)}`;
}

function retriesText(kind: KindRow): string {
  const jobs = kind.podSets.flatMap(({ job }) => (job === undefined ? [] : [patternText(job)]));
  const own = kind.retries;
  const parts = [
    ...(own === undefined ? [] : [ownRetriesText(own)]),
    ...(jobs.length === 0
      ? []
      : [
          `training writes backoffLimit and podFailurePolicy into the JobSpec at ${listed([...new Set(jobs)])}`,
        ]),
  ];
  if (parts.length > 0) return parts.join("; ");
  if (kind.lifecycle === "none") return "none: it makes no pods itself";
  return kind.lifecycle === "ends"
    ? "not written: no field for them is known"
    : "none: its pods are replaced, however often they end";
}

function ownRetriesText({ at, unset, note }: NonNullable<KindRow["retries"]>): string {
  const path = patternText(at);
  if (unset === "endless")
    return `training writes 3 for each pod into ${path} where it is not set, because that means without end`;
  if (unset === 0)
    return `not written: ${path} is 0 where it is not set${note === null ? "" : `, and ${note}`}; a note says so`;
  return `training writes 3 for each pod into ${path} where it is not set and the default of ${unset} is more`;
}

function updatesText(kind: KindRow): string {
  const { ownRollouts = [], rollout, lifecycle } = kind;
  if (rollout !== null) return `${patternText(rollout.at)}: ${FORMS[rollout.form]}`;
  if (ownRollouts.length > 0) return ownRollouts.map(ownRolloutText).join("; else ");
  if (lifecycle === "ends") return "a run is not updated";
  return lifecycle === "none" ? "none: it makes no pods itself" : "no need for spare GPUs is known";
}

const FORMS: Readonly<Record<NonNullable<KindRow["rollout"]>["form"], string>> = {
  surge: "new pods may start beside old ones, which needs spare GPUs; --rollout in-place avoids it",
  ordinal: "one pod after the other, by number; no spare GPUs are needed",
  "per-node": "node by node; no spare GPUs are needed without maxSurge",
};

function ownRolloutText(rollout: OwnRollout): string {
  const { at, onlyWith, unless } = rollout;
  const where = [
    ...(onlyWith === null ? [] : [`where ${patternText(onlyWith)} is there`]),
    ...(unless === null ? [] : [`unless ${patternText(unless.at)} is ${listed(unless.is, "or")}`]),
  ];
  const told =
    rollout.form === "twice"
      ? `all new pods start before an old one ends, because ${rollout.why}; --rollout in-place cannot change it`
      : `new pods start beside old ones by maxSurge (${rollout.surge} where it is not set) and maxUnavailable (${rollout.unavailable}); --rollout in-place avoids it`;
  return `${patternText(at)}${where.length === 0 ? "" : ` (${where.join(", ")})`}: ${told}`;
}
