import { workloadKind } from "../../k8s/kinds.ts";
import { type KubeObject, labelsOf } from "../../k8s/object.ts";
import { at, boolean, items, textAt } from "../../yaml/access.ts";
import { type Surroundings, workloadsNamed } from "../surroundings.ts";

/** The object that makes and replaces another one. */
export interface Controller {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** It is among the objects of the run. */
  readonly isInInput: boolean;
}

/** CronJob, Job, Pod; Deployment, ReplicaSet, Pod; an operator's object above. Bounded, because owners may form a ring. */
const LONGEST_CHAIN = 8;

/**
 * Whom to change instead of an object: its controller, the controller's controller as far as the input tells, or null
 * where nothing controls it. kubernetes/website concepts/overview/working-with-objects/owners-dependents and
 * apimachinery `OwnerReference.controller`: at most one owner is the managing controller.
 */
export function topController(object: KubeObject, surroundings: Surroundings): Controller | null {
  let top: Controller | null = null;
  let current: KubeObject | undefined = object;
  for (let step = 0; step < LONGEST_CHAIN && current !== undefined; step++) {
    const reference = controllerOf(current);
    if (reference === null) break;
    const above: KubeObject | undefined = workloadsNamed(surroundings, reference, object.namespace)[0];
    top = { ...reference, isInInput: above !== undefined };
    if (above === undefined) return deploymentBehind(top, current, surroundings) ?? top;
    current = above;
  }
  return top;
}

function controllerOf({ root }: KubeObject): Omit<Controller, "isInInput"> | null {
  const reference = items(at(root, ["metadata", "ownerReferences"])).find(
    (item) => boolean(at(item, ["controller"])) === true,
  );
  const kind = textAt(reference ?? null, ["kind"]);
  const name = textAt(reference ?? null, ["name"]);
  if (kind === null || name === null) return null;
  return { apiVersion: textAt(reference ?? null, ["apiVersion"]) ?? "", kind, name };
}

/**
 * The Deployment of a ReplicaSet that the input does not have: its name with the hash of the template behind it, which
 * its pods have as a label (kubernetes/kubernetes pkg/controller/deployment/sync.go `getNewReplicaSet`).
 */
function deploymentBehind(owner: Controller, pod: KubeObject, surroundings: Surroundings): Controller | null {
  const hash = labelsOf(pod).get("pod-template-hash") ?? "";
  const row = workloadKind(owner.apiVersion, owner.kind);
  const kind = row?.revisionOf ?? null;
  if (row === null || kind === null || hash === "" || !owner.name.endsWith(`-${hash}`)) return null;
  const above = { apiVersion: `${row.group}/v1`, kind, name: owner.name.slice(0, -hash.length - 1) };
  return { ...above, isInInput: workloadsNamed(surroundings, above, pod.namespace).length > 0 };
}
