import { apiGroup, kindOf, NODE_KIND_NAMES, WORKLOAD_KINDS, workloadKind } from "../k8s/kinds.ts";
import type { KubeObject } from "../k8s/object.ts";
import { memoized } from "../kernel/memoized.ts";
import { textAt } from "../yaml/access.ts";
import type { FieldPath } from "../yaml/tree.ts";
import { aimedName, meaning } from "./meant-targets.ts";

type Index = ReadonlyMap<string, readonly KubeObject[]>;

/**
 * All objects of the run that decisions may look at: workloads, autoscalers, claims, services. They are indexed once a
 * run: looking through all of them for every workload would be quadratic in a long stream.
 */
export interface Surroundings {
  /** By id, in order of appearance over all inputs. */
  readonly objects: readonly KubeObject[];
  /** Those that are no workloads, by kind and name. */
  readonly byName: Index;
  /** Those that aim at another, by its group, kind and name. */
  readonly byTarget: Index;
  /** By group, kind and name. */
  readonly workloads: Index;
  /** Those that replace and scale the pods of a workload in place of its own controller, by group, kind and name of that. */
  readonly drivers: Index;
  /** By the ResourceClaimTemplate that the driver makes for them. */
  readonly computeDomains: Index;
  /** Those of the kinds that say what nodes carry. */
  readonly nodes: readonly KubeObject[];
}

/**
 * Objects of a kind (none that is a workload itself) with that name in that namespace, in order. An object without
 * a namespace goes to whichever `kubectl -n` names, so where none is in the same namespace these are taken.
 */
export function objectsNamed(
  surroundings: Surroundings,
  kind: string,
  namespace: string | null,
  name: string,
): readonly KubeObject[] {
  return inNamespace(surroundings.byName.get(keyOf(kind, name)) ?? [], namespace);
}

/** A workload as others name it, in whatever version of its API. */
export interface WorkloadReference {
  /** Empty: not written. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** Workloads that a reference means in that namespace, in order; namespaces as for `objectsNamed`. */
export function workloadsNamed(
  surroundings: Surroundings,
  reference: WorkloadReference,
  namespace: string | null,
): readonly KubeObject[] {
  return inNamespace(surroundings.workloads.get(targetKey(reference)) ?? [], namespace);
}

/**
 * Objects that aim at a workload by `spec.scaleTargetRef` (HorizontalPodAutoscaler, ScaledObject) or
 * `spec.targetRef` (VerticalPodAutoscaler), in order. A reference without a kind means a Deployment (keda.sh/docs:
 * ScaledObject specification). The group has to fit, in any version (kubernetes/kubernetes
 * pkg/controller/podautoscaler/horizontal.go). Namespaces as for `objectsNamed`. Where overlays for several clusters
 * have workloads of one name, each object belongs to the nearest.
 */
export function objectsAimingAt(surroundings: Surroundings, target: KubeObject): readonly KubeObject[] {
  const { byTarget, workloads } = surroundings;
  if (target.name === "" || byTarget.size === 0) return [];
  const key = targetKey(target);
  const targets = workloads.get(key) ?? [];
  const found = byTarget.get(key) ?? [];
  if (found.length === 0) return [];
  return targets.length < 2
    ? inNamespace(found, target.namespace)
    : meaning(target, namedAlike(found, targets));
}

const namedAlike = memoized(aimedName);

/** The object that replaces and scales the pods of a workload in place of its own controller, such as a Rollout; or null. */
export function driverOf({ drivers }: Surroundings, target: KubeObject): KubeObject | null {
  if (drivers.size === 0 || target.name === "") return null;
  return inNamespace(drivers.get(targetKey(target)) ?? [], target.namespace)[0] ?? null;
}

/**
 * The ComputeDomain whose driver makes the ResourceClaimTemplate of that name, or null
 * (kubernetes-sigs/dra-driver-nvidia-gpu: `spec.channel.resourceClaimTemplate.name`).
 */
export function computeDomainOf(
  surroundings: Surroundings,
  namespace: string | null,
  template: string,
): KubeObject | null {
  return inNamespace(surroundings.computeDomains.get(template) ?? [], namespace)[0] ?? null;
}

function inNamespace(found: readonly KubeObject[], namespace: string | null): readonly KubeObject[] {
  const same = found.filter((object) => object.namespace === namespace);
  if (same.length > 0) return same;
  return namespace === null ? found : found.filter((object) => object.namespace === null);
}

/** Indexes the objects of a run. */
export function surroundingsOf(objects: readonly KubeObject[]): Surroundings {
  const byName = new Map<string, KubeObject[]>();
  const byTarget = new Map<string, KubeObject[]>();
  const workloads = new Map<string, KubeObject[]>();
  const drivers = new Map<string, KubeObject[]>();
  const computeDomains = new Map<string, KubeObject[]>();
  const nodes: KubeObject[] = [];
  for (const object of objects) {
    if (object.role === "part") continue;
    const row = kindOf(object);
    if (row !== null) {
      add(workloads, targetKey(object), object);
      const driven = row.drives === undefined ? null : referenceAt(object, row.drives);
      if (driven !== null) add(drivers, targetKey(driven), object);
      continue;
    }
    add(byName, keyOf(object.kind, object.name), object);
    if (NODE_KIND_NAMES.includes(object.kind)) nodes.push(object);
    const template = textAt(object.root, ["spec", "channel", "resourceClaimTemplate", "name"]);
    if (object.kind === "ComputeDomain" && template !== null) add(computeDomains, template, object);
    const reference = targetOf(object);
    if (reference !== null) add(byTarget, targetKey(reference), object);
  }
  return { objects, byName, byTarget, workloads, drivers, computeDomains, nodes };
}

function targetOf(object: KubeObject): WorkloadReference | null {
  return referenceAt(object, ["spec", "scaleTargetRef"]) ?? referenceAt(object, ["spec", "targetRef"]);
}

function referenceAt({ root }: KubeObject, path: FieldPath): WorkloadReference | null {
  const [apiVersion, kind, name] = ["apiVersion", "kind", "name"].map((key) => textAt(root, [...path, key]));
  return name ? { apiVersion: apiVersion ?? "", kind: kind ?? "Deployment", name } : null;
}

function add(index: Map<string, KubeObject[]>, key: string, object: KubeObject): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [object]);
  else list.push(object);
}

/** A group that the kind has left is the one where it is now; without any it is that of the kind. */
function targetKey({ apiVersion, kind, name }: WorkloadReference): string {
  const row =
    apiVersion === "" ? WORKLOAD_KINDS.find((one) => one.kind === kind) : workloadKind(apiVersion, kind);
  return keyOf(`${row?.group ?? apiGroup(apiVersion)}/${kind}`, name);
}

function keyOf(kind: string, name: string): string {
  return `${kind}\n${name}`;
}
