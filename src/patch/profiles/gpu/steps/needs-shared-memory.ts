import { sharesMemory } from "../../../../workload/shared-memory.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { GpuPlan } from "../allocation/allocate-gpus.ts";

/** Whether the profile itself wants shared memory. */
export function needsSharedMemory({ settings }: PodSetContext, plan: GpuPlan): boolean {
  return settings.base === "training" || hasSeveralDevices(plan) || settings.shm !== undefined;
}

/** Several devices of one pod, unless they have links of their own. */
function hasSeveralDevices({ devicesPerPod, placement }: GpuPlan): boolean {
  return devicesPerPod > 1 && (placement === null || sharesMemory(placement.vendor) !== "no");
}
