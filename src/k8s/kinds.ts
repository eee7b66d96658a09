import type { FieldPath } from "../yaml/tree.ts";
import { EACH, KEY, type KindRow, type PodSetRow } from "./kind-row.ts";
import { ROWS } from "./kind-rows.ts";

/** A kind that makes pods, with what follows from its row. Paths start at the object's top. */
export interface WorkloadKind extends KindRow {
  /** All names that kubectl takes for it, in lower case: short, singular, plural. */
  readonly names: readonly string[];
  /** Path to the number of pods, for a kind with one pod set that a single number counts; else null. */
  readonly replicas: FieldPath | null;
}

/** The kinds that make pods, a row each. */
export const WORKLOAD_KINDS: readonly WorkloadKind[] = ROWS.map((row) => {
  const [podSet, ...others] = row.podSets;
  const singular = row.kind.toLowerCase();
  return {
    ...row,
    names: [...row.names, singular, `${singular}s`],
    replicas: others.length > 0 ? null : loneCount(podSet),
  };
});

/** Where one number counts all pods of a set that stands at a fixed place; null otherwise. */
function loneCount(podSet: PodSetRow | undefined): FieldPath | null {
  const [count, ...factors] = podSet?.pods ?? [];
  if (count === undefined || factors.length > 0 || count.oneLessWith !== undefined) return null;
  return count.at.some((step) => step === EACH || step === KEY) ? null : count.at;
}

/** The kinds that make pods, each once, in the order of the rows. */
export const WORKLOAD_KIND_NAMES: readonly string[] = [...new Set(WORKLOAD_KINDS.map(({ kind }) => kind))];

/** Kinds that are not workloads but that decisions must see: guards and autoscalers. */
export const GUARD_KINDS: readonly string[] = [
  "HorizontalPodAutoscaler",
  "ScaledObject",
  "ScaledJob",
  "VerticalPodAutoscaler",
  "PersistentVolumeClaim",
  "ResourceClaim",
  "ResourceClaimTemplate",
  "DeviceClass",
  "ComputeDomain",
  "RuntimeClass",
];

/** Kinds that say what nodes carry: decisions look at them where a pod selects those nodes. */
export const NODE_KIND_NAMES: readonly string[] = ["Node", "NodePool", "ResourceFlavor", "ComputeClass"];

/** The API group of an apiVersion; empty for the core group. */
export function apiGroup(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(apiVersion.indexOf("/"), 0));
}

/** The row for an object's apiVersion and kind, or null. */
export function workloadKind(apiVersion: string, kind: string): WorkloadKind | null {
  const group = apiGroup(apiVersion);
  return (
    WORKLOAD_KINDS.find((row) => (row.group === group || row.aliases.includes(group)) && row.kind === kind) ??
    null
  );
}

/** True for a pod without a controller: the object is the pod that runs. */
export function isBarePod({ podSets }: WorkloadKind): boolean {
  return podSets[0]?.form === "pod";
}

/** True where nothing of the pods can be changed in a live object. */
export function isSpecImmutable({ immutable }: WorkloadKind): boolean {
  return immutable.some((path) => path.length === 1);
}

/** True for a Job itself, not for what makes Jobs: its own spec is the JobSpec, which the API server completes. */
export function isJobItself({ job }: WorkloadKind): boolean {
  return job?.at.length === 1;
}

/** True for what makes a Job for each time of a schedule. */
export function isScheduled({ job }: WorkloadKind): boolean {
  return (job?.template ?? null) !== null;
}

/** True where an object is one run, so that the next run is a new object. */
export function isOneRun(kind: WorkloadKind): boolean {
  return kind.lifecycle === "ends" && !isScheduled(kind);
}

/** True where each pod keeps its number, and mostly data: a new one comes only when the old one has gone. */
export function hasOrdinals({ rollout }: WorkloadKind): boolean {
  return rollout?.form === "ordinal";
}
