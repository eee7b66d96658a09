import { memoized } from "../kernel/memoized.ts";
import { asMap, at, fields, text } from "../yaml/access.ts";
import type { FieldPath, MapNode, YamlNode } from "../yaml/tree.ts";
import { kindOf } from "./kinds.ts";
import { type KubeObject, objectTitle } from "./object.ts";
import { type ContainerView, type PodSet, podSetsOf, type WorkloadObject } from "./pod-set.ts";

export type { ContainerView, PodSet, WorkloadObject } from "./pod-set.ts";

/** An entry of `resources.limits` or `resources.requests`; `name` is the resource. */
export interface ResourceEntry {
  readonly name: string;
  readonly value: YamlNode;
  /** Of the amount, from the object's top. */
  readonly path: FieldPath;
}

type Section = "limits" | "requests";

/** A workload with its pod sets. */
export interface Workload extends WorkloadObject {
  /** In the order of the kind's rows and then of the manifest. */
  readonly podSets: readonly [PodSet, ...PodSet[]];
}

/** The object as a workload: null when its kind makes no pods; `no-pod-spec` when it has no pod spec where they belong. */
export const asWorkload = memoized(openWorkload);

function openWorkload(object: KubeObject): Workload | "no-pod-spec" | null {
  const kind = kindOf(object);
  if (kind === null) return null;
  const workload: WorkloadObject = { object, kind };
  // What makes the pods of a wrapper is the object inside.
  if (kind.podSets.length === 0) return null;
  const [first, ...others] = withOwnRoles(kind.podSets.flatMap((row) => podSetsOf(workload, row)));
  return first === undefined ? "no-pod-spec" : { object, kind, podSets: [first, ...others] };
}

/** The pod sets of an object; none where it is no workload, or has no pod spec. */
export function podSetsIn(object: KubeObject): readonly PodSet[] {
  const workload = asWorkload(object);
  return workload === null || workload === "no-pod-spec" ? [] : workload.podSets;
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
export function resourceEntries(container: ContainerView, section: Section): readonly ResourceEntry[] {
  const { amounts } = container;
  if (amounts?.form === "pair") {
    const name = text(amounts.name.node);
    const { node: value, path } = amounts.quantity;
    return section === "requests" || name === null || value === null ? [] : [{ name, value, path }];
  }
  const path = sectionPath(container, section);
  if (path === null) return [];
  return fields(sectionNode(container, section)).map(({ name, value }) => ({
    name: amounts?.short.get(name) ?? name,
    value,
    path: [...path, name],
  }));
}

/** What a container's limits or requests hold. */
export function sectionNode({ node, amounts }: ContainerView, section: Section): YamlNode | null {
  if (amounts === undefined) return at(node, ["resources", section]);
  return amounts.form === "pair" ? null : (amounts[section]?.node ?? null);
}

/** Where a container's limits or requests are, or would be; null where its kind has no place for them. */
export function sectionPath({ path, amounts }: ContainerView, section: Section): FieldPath | null {
  if (amounts === undefined) return [...path, "resources", section];
  return amounts.form === "pair" ? null : (amounts[section]?.path ?? null);
}

/** Where the amount of a resource is, or would be; null where its kind has no place for it. */
export function amountPath(container: ContainerView, section: Section, resource: string): FieldPath | null {
  const { amounts } = container;
  // The pair is for a device: CPU and memory have fields of their own in such a kind.
  if (amounts?.form === "pair")
    return section === "limits" && resource.includes("/") ? amounts.quantity.path : null;
  const path = sectionPath(container, section);
  if (path === null) return null;
  const short = [...(amounts?.short ?? [])].find(([, meant]) => meant === resource);
  return [...path, short?.[0] ?? resource];
}

/** Where the name of the resource is, in a notation that has a name and a number; else null. */
export function resourceNamePath({ amounts }: ContainerView): FieldPath | null {
  return amounts?.form === "pair" ? amounts.name.path : null;
}

/** What a container says of a resource in its limits or requests; null where it says nothing. */
export function amountAt(container: ContainerView, section: Section, resource: string): YamlNode | null {
  return resourceEntries(container, section).find(({ name }) => name === resource)?.value ?? null;
}

/** True where the kind has a field of a pod spec or a container. */
export function hasField({ row }: PodSet, name: string): boolean {
  return row.fields === undefined || row.fields.includes(name);
}

/** The `resources` of the pod as a whole; null where the kind has none, as where they are its container's own. */
export function podLevelResources({ podSpec, row }: PodSet): YamlNode | null {
  return row.fields === undefined ? at(podSpec, ["resources"]) : null;
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
