import type { Workload } from "../../k8s/workload.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { RecordedField } from "./record.ts";

/** Label by which Kueue is told the queue (kubernetes-sigs/kueue pkg/controller/constants). */
export const QUEUE_LABEL = "kueue.x-k8s.io/queue-name";

/**
 * Where Kueue looks for the queue: on the object that it admits. A CronJob's Jobs get theirs from `jobTemplate`.
 * Null for kinds that Kueue does not admit (kueue site: tasks/run lists those that it does).
 */
export function queuePath({ kind }: Workload): FieldPath | null {
  switch (kind.class) {
    case "job":
    case "deployment":
    case "stateful-set":
    case "pod":
      return ["metadata", "labels", QUEUE_LABEL];
    case "cron-job":
      return ["spec", "jobTemplate", "metadata", "labels", QUEUE_LABEL];
    case "replica-set":
    case "daemon-set":
    case "template":
      return null;
    default:
      return kind.class satisfies never;
  }
}

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
