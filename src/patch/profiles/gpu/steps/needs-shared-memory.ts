import { sharesMemory } from "../../../../workload/shared-memory.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";

/** Whether the profile itself wants shared memory. */
export function needsSharedMemory({ settings }: PodSetContext, allocation: GpuAllocation): boolean {
  return settings.base === "training" || hasSeveralDevices(allocation) || settings.shm !== undefined;
}

/** Several devices of one pod, unless they have links of their own. */
function hasSeveralDevices({ devicesPerPod, placement }: GpuAllocation): boolean {
  return devicesPerPod > 1 && (placement === null || sharesMemory(placement.vendor) !== "no");
}
