import type { WorkloadObject } from "../k8s/workload.ts";
import type { FieldPath } from "../yaml/tree.ts";
import { writtenValue } from "./written-value.ts";

/** A value with which Kueue's webhook rejects an object that has a queue. */
export interface QueueRefusal {
  readonly at: FieldPath;
  readonly why: string;
}

/** The first such value of an object, whether it has a queue yet or not; null without. */
export function queueRefusal({ kind, object }: WorkloadObject): QueueRefusal | null {
  const found = kind.queueRefuses?.find(
    ({ at, is, unless }) =>
      is.includes(writtenValue(object.root, at)) &&
      (unless === undefined || writtenValue(object.root, unless) !== "true"),
  );
  return found ?? null;
}
