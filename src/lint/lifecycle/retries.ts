import { type RetriedJob, retriedJob } from "../../workload/retries.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";

/** The Job of a pod that asks for accelerators; null for every other pod. */
export function gpuJob({ workload, isGpuPod }: Pod, { minor }: LintContext): RetriedJob | null {
  return isGpuPod ? retriedJob(workload, minor) : null;
}
