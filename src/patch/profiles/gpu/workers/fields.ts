import type { PodSet } from "../../../../k8s/workload.ts";
import { queuePath } from "../../../../workload/queue.ts";
import type { FieldPath } from "../../../../yaml/tree.ts";
import type { RecordedField } from "../../../records/training-record.ts";

/** Where a recorded field is; null for a kind that has none. */
export function recordedPath(podSet: PodSet, field: RecordedField): FieldPath | null {
  switch (field) {
    case "backoffLimit":
      return podSet.jobPath === null ? (podSet.kind.retries?.at ?? null) : [...podSet.jobPath, field];
    case "completionMode":
    case "completions":
    case "parallelism":
      return podSet.jobPath === null ? null : [...podSet.jobPath, field];
    case "subdomain":
      return [...podSet.podSpecPath, field];
    case "queue":
      return queuePath(podSet);
    default:
      return field satisfies never;
  }
}
