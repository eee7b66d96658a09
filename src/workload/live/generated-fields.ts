import { isJobItself } from "../../k8s/kinds.ts";
import type { WorkloadObject } from "../../k8s/workload.ts";
import { at, boolean } from "../../yaml/access.ts";
import type { FieldPath, MapNode } from "../../yaml/tree.ts";

/** Labels with the uid of a Job; the first was the only one before Kubernetes 1.27 and is still written. */
export const UID_LABELS: readonly string[] = ["controller-uid", "batch.kubernetes.io/controller-uid"];

/** Where a Job selects its pods by labels. */
export const SELECTOR: FieldPath = ["spec", "selector", "matchLabels"];

/** Where a Job labels its pods. */
export const TEMPLATE_LABELS: FieldPath = ["spec", "template", "metadata", "labels"];

/** True for a Job with a selector or a label that has the uid of the live Job. */
export function hasGeneratedFields({ object: { root }, kind }: WorkloadObject): boolean {
  if (!isJobItself(kind) || boolean(at(root, ["spec", "manualSelector"])) === true) return false;
  return hasUid(root, SELECTOR) || hasUid(root, TEMPLATE_LABELS);
}

/** True where a label with the uid of a Job is at a place. */
export function hasUid(root: MapNode, place: FieldPath): boolean {
  return UID_LABELS.some((label) => at(root, [...place, label]) !== null);
}
