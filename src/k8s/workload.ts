import { memoized } from "../kernel/memoized.ts";
import { asMap, at, type Field, fields } from "../yaml/access.ts";
import type { MapNode } from "../yaml/tree.ts";
import { workloadKind } from "./kinds.ts";
import { type KubeObject, objectTitle } from "./object.ts";
import { type ContainerView, type PodSet, podSetsOf, type WorkloadObject } from "./pod-set.ts";

export type { ContainerView, PodSet, WorkloadObject } from "./pod-set.ts";

/** An entry of `resources.limits` or `resources.requests`. */
export type ResourceEntry = Field;

/** A workload with its pod sets. */
export interface Workload extends WorkloadObject {
  /** In the order of the kind's rows and then of the manifest. */
  readonly podSets: readonly [PodSet, ...PodSet[]];
}

/** The object as a workload: null when its kind makes no pods; `no-pod-spec` when it has no pod spec where they belong. */
export const asWorkload = memoized(openWorkload);

function openWorkload(object: KubeObject): Workload | "no-pod-spec" | null {
  const kind = workloadKind(object.apiVersion, object.kind);
  if (kind === null) return null;
  const workload: WorkloadObject = { object, kind };
  const [first, ...others] = withOwnRoles(kind.podSets.flatMap((row) => podSetsOf(workload, row)));
  return first === undefined ? "no-pod-spec" : { object, kind, podSets: [first, ...others] };
}

/** Two groups may have one name in a manifest, and are told apart by their order: `workers`, `workers#2`. */
function withOwnRoles(podSets: readonly PodSet[]): readonly PodSet[] {
  if (podSets.length < 2) return podSets;
  const seen = new Map<string, number>();
  return podSets.map((podSet) => {
    const count = (seen.get(podSet.role) ?? 0) + 1;
    seen.set(podSet.role, count);
    return count === 1 ? podSet : { ...podSet, role: `${podSet.role}#${count}` };
  });
}

/** What people call a pod set: `Deployment/web`, and where a workload has several, which of them. */
export function podSetTitle({ object, role }: PodSet): string {
  return role === "" ? objectTitle(object) : `${objectTitle(object)} (${role})`;
}

/** The pod set that a question about the workload as a whole is asked of: the first that computes. */
export function leadPodSet({ podSets }: Workload): PodSet {
  return (
    podSets.find(({ computes }) => computes === "yes") ??
    podSets.find(({ computes }) => computes !== "no") ??
    podSets[0]
  );
}

/** The entries of a container's limits or requests, in order. */
export function resourceEntries(
  container: ContainerView,
  section: "limits" | "requests",
): readonly ResourceEntry[] {
  return fields(at(container.node, ["resources", section]));
}

/** True where the map is there in which labels and annotations of the pods are. */
export function hasPodMetadata({ object, annotationsPath }: PodSet): boolean {
  return annotationsPath !== null && asMap(at(object.root, annotationsPath.slice(0, -1))) !== null;
}

/** The labels that the template gives the pods. */
export function podLabels({ object, labelsPath }: PodSet): MapNode | null {
  return labelsPath === null ? null : asMap(at(object.root, labelsPath));
}

/** The annotations that the template gives the pods. */
export function podAnnotations({ object, annotationsPath }: PodSet): MapNode | null {
  return annotationsPath === null ? null : asMap(at(object.root, annotationsPath));
}
