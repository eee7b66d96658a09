import type { WorkloadObject } from "../../k8s/workload.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { hasGeneratedFields, hasUid, SELECTOR, TEMPLATE_LABELS, UID_LABELS } from "./generated-fields.ts";
import type { LiveField } from "./live-field.ts";

const NAME_LABELS: readonly string[] = ["job-name", "batch.kubernetes.io/job-name"];

/**
 * The selector and the labels that make a Job own its pods alone. kubernetes/kubernetes pkg/registry/batch/job/strategy.go
 * `generateSelector` writes them unless `manualSelector` is true, and pkg/apis/batch/validation
 * `ValidateGeneratedSelector` rejects a new Job that has those of another one. Where the Job has no labels of its own,
 * it gets those of its template (pkg/apis/batch/v1/defaults.go `SetDefaults_Job`).
 */
export function generatedJobFields(workload: WorkloadObject): readonly LiveField[] {
  if (!hasGeneratedFields(workload)) return [];
  const all = [...UID_LABELS, ...NAME_LABELS];
  const isOwn = hasUid(workload.object.root, OWN_LABELS);
  return [
    ...(isOwn ? labelled(OWN_LABELS, all, "it names the live Job, not the new one") : []),
    ...labelled(
      SELECTOR,
      UID_LABELS,
      "the API server generates the selector of each Job and rejects the selector of another Job",
    ),
    ...labelled(
      TEMPLATE_LABELS,
      all,
      "the API server generates this label for each Job and rejects the label of another Job",
    ),
  ];
}

const OWN_LABELS: FieldPath = ["metadata", "labels"];

function labelled(place: FieldPath, labels: readonly string[], why: string): readonly LiveField[] {
  return labels.map((label) => ({ path: [...place, label], why }));
}
