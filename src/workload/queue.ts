import { annotationsOf, type KubeObject, labelsOf } from "../k8s/object.ts";
import type { WorkloadObject } from "../k8s/workload.ts";
import type { FieldPath } from "../yaml/tree.ts";

/** Label by which Kueue is told the queue (kubernetes-sigs/kueue pkg/controller/constants). */
const QUEUE_LABEL = "kueue.x-k8s.io/queue-name";

/**
 * Where Kueue looks for the queue: on the object that it admits. A CronJob's Jobs get theirs from `jobTemplate`.
 * Null for kinds that Kueue does not admit, and for an object inside another one, which is what is admitted.
 */
export function queuePath({ kind, object }: WorkloadObject): FieldPath | null {
  return kind.queue === null || object.wrapper !== undefined ? null : [...kind.queue, QUEUE_LABEL];
}

/**
 * The field for the queue of the kind's own scheduler, where Kueue does not admit the kind by default and the object has no
 * label for Kueue; else null.
 */
export function ownQueuePath({ kind, object }: WorkloadObject): FieldPath | null {
  if (kind.ownQueue === undefined || namesQueue(object)) return null;
  return kind.queue === null || kind.isQueueOptional === true ? kind.ownQueue : null;
}

/** True for an object that names a queue: by the label, in manifests of Kueue's first releases by an annotation. */
export function namesQueue(object: KubeObject): boolean {
  return labelsOf(object).has(QUEUE_LABEL) || annotationsOf(object).has(QUEUE_LABEL);
}
