import type { DecisionContext } from "../context.ts";
import type { GpuPlan } from "../plan.ts";

/** Whether the profile itself wants shared memory. */
export function needsSharedMemory({ settings }: DecisionContext, plan: GpuPlan): boolean {
  return settings.base === "training" || sharesMemory(plan) || settings.shm !== undefined;
}

/** GPUs of one pod talk to each other through it; chips of a TPU and Neuron devices have links of their own. */
function sharesMemory({ devicesPerPod, placement }: GpuPlan): boolean {
  const vendor = placement?.vendor ?? null;
  return devicesPerPod > 1 && vendor !== "google" && vendor !== "aws";
}
