import { autoscalersOf } from "../../workload/autoscalers.ts";
import { type PodCounts, podCounts } from "../../workload/pod-counts.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";

/** The pods that a workload runs side by side, with what the autoscalers of the input make of them; see `podCounts`. */
export function replicasOf({ workload }: Pod, { surroundings }: LintContext): PodCounts | null {
  return podCounts(workload, autoscalersOf(workload, surroundings));
}
