import { memoized } from "../kernel/memoized.ts";
import { asMap, at, type Field, fields, member } from "../yaml/access.ts";
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
  const jobSpec = kind.jobSpec === null ? null : asMap(at(object.root, kind.jobSpec));
  const workload: WorkloadObject = { object, kind, jobSpec };
  const [first, ...others] = withOwnRoles(kind.podSets.flatMap((row) => podSetsOf(workload, row)));
  return first === undefined ? "no-pod-spec" : { object, kind, jobSpec, podSets: [first, ...others] };
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
  return podSets.find(({ row }) => row.computes !== "no") ?? podSets[0];
}

/** The entries of a container's limits or requests, in order. */
export function resourceEntries(
  container: ContainerView,
  section: "limits" | "requests",
): readonly ResourceEntry[] {
  return fields(at(container.node, ["resources", section]));
}

/** What the template says of the pods themselves: labels and annotations. */
export function podMetadata(podSet: PodSet): MapNode | null {
  return asMap(member(podSet.template, "metadata"));
}
