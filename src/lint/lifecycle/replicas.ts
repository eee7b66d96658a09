import { at, integer, isNullish } from "../../k8s/access.ts";
import { type Autoscaler, autoscalersOf } from "../../workload/autoscalers.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";

/** How many pods a workload runs at once. */
export interface Replicas {
  /** At the least: an autoscaler's minimum counts where there is one, but never less than one pod. */
  readonly least: number;
  readonly most: number;
  readonly autoscalers: readonly Autoscaler[];
}

/**
 * The pods that a workload runs side by side: `spec.replicas` or `spec.parallelism`, 1 where it is not there, and what
 * autoscalers of the input make of it. Null for kinds without such a field and for a value that is no whole number.
 */
export function replicasOf({ workload, object }: Pod, context: LintContext): Replicas | null {
  if (workload.kind.replicas === null) return null;
  const node = at(object.root, workload.kind.replicas);
  const written = isNullish(node) ? 1 : integer(node);
  if (written === null || written < 0) return null;
  const autoscalers = autoscalersOf(workload, context.surroundings);
  if (autoscalers.length === 0 || written === 0) return { least: written, most: written, autoscalers };
  return {
    least: Math.max(1, ...autoscalers.map(({ min }) => min)),
    most: Math.max(1, ...autoscalers.map(({ max }) => max)),
    autoscalers,
  };
}
