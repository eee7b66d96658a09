import { asWorkload, type PodSet, podSetsIn, type Workload } from "../../k8s/workload.ts";
import { mayHaveAccelerator } from "../../workload/accelerators.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";

/** The workload of a pod, with all of its pod sets. */
export function workloadOf({ object }: Pod): Workload | null {
  const workload = asWorkload(object);
  return workload === "no-pod-spec" ? null : workload;
}

/** Pod sets that ask for GPUs, or may. */
export function gpuPodSets(pod: Pod, context: LintContext): readonly PodSet[] {
  return podSetsIn(pod.object).filter((podSet) => mayHaveAccelerator(podSet, context));
}

/** True for the pods that a finding about the object as a whole stands with: the first that have a GPU. */
export function isFirstWithGpu(pod: Pod, context: LintContext): boolean {
  return pod.isGpuPod && gpuPodSets(pod, context)[0]?.role === pod.workload.role;
}
