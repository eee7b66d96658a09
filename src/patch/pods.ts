import { COUNTING, podTotal } from "../k8s/scheduling/pod-total.ts";
import type { Workload } from "../k8s/workload.ts";
import { acceleratorsOf, wholeGpus } from "../workload/accelerators.ts";
import { type Autoscaler, autoscalersOf } from "../workload/autoscalers.ts";
import type { Knowledge } from "../workload/knowledge.ts";
import { podCounts } from "../workload/pod-counts.ts";
import { gpusOfClaims, writtenClaims } from "../workload/written-claims.ts";

/** How many pods of a workload run at once, and the most an autoscaler may make of them. */
export interface PodCount {
  /** A DaemonSet counts as one pod: the number of nodes is not in the manifest. */
  readonly now: number;
  readonly max: number | null;
}

/**
 * Pods that run at once by the manifest; an autoscaler's minimum counts, one that gpuify wrote does not. What the API
 * server rejects as a number counts as one pod.
 */
export function podCount(workload: Workload, autoscalers: readonly Autoscaler[]): PodCount {
  const counts = podCounts(
    workload,
    autoscalers.filter((one) => !one.ours),
  );
  if (counts === null) return { now: 1, max: null };
  const { written, scaling } = counts;
  if (scaling.length === 0) return { now: written, max: null };
  return {
    now: Math.max(written, ...scaling.map((one) => one.min)),
    max: Math.max(written, ...scaling.map((one) => one.max)),
  };
}

/** GPUs of one pod as the scheduler counts them. `counts` are in the order of `workload.containers`. */
export function podGpus({ containers }: Workload, counts: readonly number[]): number {
  return podTotal(
    containers.map(({ role }, index) => ({ role, own: counts[index] ?? 0 })),
    COUNTING,
  );
}

/** Whole GPUs that the pods of a workload have: those that each pod gets, and those that all pods share. */
export interface GpuCount {
  readonly perPod: number;
  readonly shared: number;
}

/** The GPUs that a workload asks for as it is written, by resources and by claims. */
export function gpusWritten(workload: Workload, knowledge: Knowledge): GpuCount {
  const { perPod, shared } = gpusOfClaims(writtenClaims(workload, knowledge));
  return { perPod: perPod + podGpus(workload, acceleratorsOf(workload, knowledge).map(wholeGpus)), shared };
}

/** GPUs of so many pods at once. */
export function gpusOfPods({ perPod, shared }: GpuCount, pods: number): number {
  return pods === 0 ? 0 : pods * perPod + shared;
}

/** The GPUs that all pods of a workload have now. */
export function gpusNow(workload: Workload, knowledge: Knowledge): number {
  const pods = podCount(workload, autoscalersOf(workload, knowledge.surroundings)).now;
  return gpusOfPods(gpusWritten(workload, knowledge), pods);
}
