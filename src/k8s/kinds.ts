import { customKind, isCustomGroup } from "./custom-kinds.ts";
import { ROWS } from "./kind-rows.ts";
import { openKind, type WorkloadKind } from "./open-kind.ts";

export type { WorkloadKind } from "./open-kind.ts";

/** The kinds of Kubernetes itself that make pods, a row each. */
export const WORKLOAD_KINDS: readonly WorkloadKind[] = ROWS.map(openKind);

/** The names of these kinds, each once, in the order of the rows. */
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

/** The version in an apiVersion: `v1` of `apps/v1`. */
export function apiVersionName(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf("/") + 1);
}

/** The row for an object's apiVersion and kind, or null. */
export function workloadKind(apiVersion: string, kind: string): WorkloadKind | null {
  const group = apiGroup(apiVersion);
  const builtIn = WORKLOAD_KINDS.find(
    (row) => row.kind === kind && (row.group === group || row.aliases.includes(group)),
  );
  if (builtIn !== undefined || !mayBeCustom(group, kind)) return builtIn ?? null;
  return customKind(group, apiVersionName(apiVersion), kind);
}

/** The row for an object, or null: its own, else that of its apiVersion and kind. */
export function kindOf({
  apiVersion,
  kind,
  ownKind,
}: {
  readonly apiVersion: string;
  readonly kind: string;
  readonly ownKind?: WorkloadKind;
}): WorkloadKind | null {
  return ownKind ?? workloadKind(apiVersion, kind);
}

/**
 * True where a group may be that of a custom resource that makes pods, so that a run without any does not load their rows:
 * groups of Kubernetes itself have no dot or end in k8s.io, and those of its special interest groups in x-k8s.io.
 */
function mayBeCustom(group: string, kind: string): boolean {
  if (group === "") return ONCE_IN_CORE.has(kind);
  return group.includes(".") && (!group.endsWith(".k8s.io") || group === SPARK);
}

/** A group that only looks like one of Kubernetes itself. */
const SPARK = "sparkoperator.k8s.io";

/** True for a text that may hold a custom resource that makes pods: one of their groups is in it as an API group. */
export function mayHoldCustomKind(text: string): boolean {
  if (text.includes(FEATURE_FLAGS)) return true;
  for (const [, group = ""] of text.matchAll(API_GROUP))
    if (mayBeCustom(group, "") && isCustomGroup(group)) return true;
  return false;
}

/** The ConfigMap whose flags tell which fields Knative accepts. */
const FEATURE_FLAGS = "config-features";

const API_GROUP = /apiVersion["']?\s*:\s*["']?([\w.-]+)\//g;

/** Kinds of OpenShift that stood in the core group before API groups were there (openshift/api: legacy group). */
export const ONCE_IN_CORE: ReadonlySet<string> = new Set(["DeploymentConfig", "Template"]);

/** True for a pod without a controller: the object is the pod that runs. */
export function isBarePod({ podSets }: WorkloadKind): boolean {
  return podSets[0]?.form === "pod";
}

/** True where nothing of the pods can be changed in a live object. */
export function isSpecImmutable({ immutable }: WorkloadKind): boolean {
  return immutable.some((path) => path.length === 1);
}

/** True for a custom resource: an operator makes its pods, and may fill in what Kubernetes itself would reject. */
export function isCustomKind({ life }: WorkloadKind): boolean {
  return life !== undefined;
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
