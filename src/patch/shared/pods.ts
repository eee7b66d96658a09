import type { PodSet, Workload } from "../../k8s/workload.ts";
import { type Autoscaler, autoscalersOf } from "../../workload/autoscalers.ts";
import { gpusElsewhere } from "../../workload/gpus-elsewhere.ts";
import type { Knowledge } from "../../workload/knowledge.ts";
import { podCounts } from "../../workload/pod-counts.ts";
import { podDevices, wholeGpusIn } from "../../workload/pod-devices.ts";

/** How many pods of a pod set run at once, and the most an autoscaler may make of them. */
export interface PodCount {
  /** A DaemonSet counts as one pod: the number of nodes is not in the manifest. */
  readonly now: number;
  /** What autoscalers may make of them; null where that cannot be told, and for a DaemonSet. */
  readonly least: number | null;
  readonly max: number | null;
}

/**
 * Pods that run at once by the manifest; an autoscaler's minimum counts, one that gpuify wrote does not. What the API
 * server rejects as a number counts as one pod.
 */
export function podCount(podSet: PodSet, autoscalers: readonly Autoscaler[]): PodCount {
  const counts = podCounts(
    podSet,
    autoscalers.filter((one) => !one.ours),
  );
  if (counts === null) return { now: 1, least: null, max: null };
  const { written, least, scaling } = counts;
  if (scaling.length === 0) return { now: written, least, max: null };
  return {
    now: Math.max(written, ...scaling.map((one) => one.min)),
    least,
    max: Math.max(written, ...scaling.map((one) => one.max)),
  };
}

/** Whole GPUs that the pods of a pod set have: those that each pod gets, and those that all pods share. */
interface GpuCount {
  readonly perPod: number;
  readonly shared: number;
}

/** The GPUs that a pod set asks for as it is written, by resources and by claims. */
function gpusWritten(podSet: PodSet, knowledge: Knowledge): GpuCount {
  const devices = podDevices(podSet, knowledge);
  return { perPod: wholeGpusIn(devices, knowledge), shared: devices.shared };
}

/** GPUs of so many pods at once. */
export function gpusOfPods({ perPod, shared }: GpuCount, pods: number): number {
  return pods === 0 ? 0 : pods * perPod + shared;
}

/** The GPUs that all pods of a workload, or of those roles of it, have now. */
export function gpusNow(
  workload: Workload,
  knowledge: Knowledge,
  isMeant: (podSet: PodSet) => boolean = () => true,
): number {
  const autoscalers = autoscalersOf(workload, knowledge.surroundings);
  return workload.podSets.reduce((sum, podSet) => {
    if (!isMeant(podSet) || !makesPods(podSet)) return sum;
    const pods = podCount(podSet, autoscalers).now;
    const elsewhere = podSet.elsewhere.length === 0 ? null : gpusElsewhere(podSet);
    const fromField = elsewhere?.total ?? (elsewhere?.perPod ?? 0) * pods;
    return sum + fromField + gpusOfPods(gpusWritten(podSet, knowledge), pods);
  }, 0);
}

/** False for a template that other objects share: how many pods those make of it is not in the manifest. */
export function makesPods({ kind }: PodSet): boolean {
  return kind.life !== "template";
}
