import { at, boolean } from "../../k8s/access.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { LiveField } from "./live-field.ts";

/** Labels with the uid of a Job; the first was the only one before Kubernetes 1.27 and is still written. */
const UID_LABELS: readonly string[] = ["controller-uid", "batch.kubernetes.io/controller-uid"];

const NAME_LABELS: readonly string[] = ["job-name", "batch.kubernetes.io/job-name"];

/** What the API server generated for a Job. */
export interface GeneratedJobFields {
  /** There is a selector or a label with the uid of the live Job. */
  readonly isGenerated: boolean;
  readonly fields: readonly LiveField[];
}

const NONE: GeneratedJobFields = { isGenerated: false, fields: [] };

/**
 * The selector and the labels that make a Job own its pods alone. kubernetes/kubernetes pkg/registry/batch/job/strategy.go
 * `generateSelector` writes them unless `manualSelector` is true, and pkg/apis/batch/validation
 * `ValidateGeneratedSelector` rejects a new Job that has those of another one. Where the Job has no labels of its own,
 * it gets those of its template (pkg/apis/batch/v1/defaults.go `SetDefaults_Job`).
 */
export function generatedJobFields({ object: { root }, kind }: Workload): GeneratedJobFields {
  if (kind.class !== "job" || boolean(at(root, ["spec", "manualSelector"])) === true) return NONE;
  const has = (place: FieldPath) => UID_LABELS.some((label) => at(root, [...place, label]) !== null);
  if (!has(SELECTOR) && !has(TEMPLATE_LABELS)) return NONE;
  const all = [...UID_LABELS, ...NAME_LABELS];
  return {
    isGenerated: true,
    fields: [
      ...(has(OWN_LABELS) ? labelled(OWN_LABELS, all, "it names the live Job, not the new one") : []),
      ...labelled(
        SELECTOR,
        UID_LABELS,
        "the API server generates the selector of a Job, and rejects that of another",
      ),
      ...labelled(
        TEMPLATE_LABELS,
        all,
        "the API server generates this label of a Job, and rejects that of another",
      ),
    ],
  };
}

const OWN_LABELS: FieldPath = ["metadata", "labels"];

const SELECTOR: FieldPath = ["spec", "selector", "matchLabels"];

const TEMPLATE_LABELS: FieldPath = ["spec", "template", "metadata", "labels"];

function labelled(place: FieldPath, labels: readonly string[], why: string): readonly LiveField[] {
  return labels.map((label) => ({ path: [...place, label], why }));
}
