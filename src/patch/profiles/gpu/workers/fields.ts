import type { Workload } from "../../../../k8s/workload.ts";
import { queuePath } from "../../../../workload/queue.ts";
import type { FieldPath } from "../../../../yaml/tree.ts";
import type { RecordedField } from "../../../records/training-record.ts";

/** Where a recorded field is; null for a kind that has none. */
export function recordedPath(workload: Workload, field: RecordedField): FieldPath | null {
  switch (field) {
    case "completionMode":
    case "completions":
    case "parallelism":
    case "backoffLimit":
      return workload.kind.jobSpec === null ? null : [...workload.kind.jobSpec, field];
    case "subdomain":
      return [...workload.podSpecPath, field];
    case "queue":
      return queuePath(workload);
    default:
      return field satisfies never;
  }
}
