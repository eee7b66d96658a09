import type { PodSet } from "../k8s/workload.ts";
import { at, integer, isNullish } from "../yaml/access.ts";
import type { FieldPath } from "../yaml/tree.ts";

/** Seconds between the signal to end and the end where a pod says nothing (kubernetes/api core/v1 PodSpec). */
export const DEFAULT_GRACE = 30;

/** How long a pod may take to end. */
interface GracePeriod {
  readonly path: FieldPath;
  readonly seconds: number;
  /** False where the default holds. */
  readonly isWritten: boolean;
}

/** The grace period of a pod; null where it is no whole number, such as a placeholder. */
export function gracePeriod({ podSpec, podSpecPath }: PodSet): GracePeriod | null {
  const field = "terminationGracePeriodSeconds";
  const node = at(podSpec, [field]);
  const path = [...podSpecPath, field];
  if (isNullish(node)) return { path, seconds: DEFAULT_GRACE, isWritten: false };
  const seconds = integer(node);
  return seconds === null ? null : { path, seconds, isWritten: true };
}
