import { scaledUp } from "../../../k8s/quantity.ts";
import { podRequest } from "../../../k8s/scheduling/pod-requests.ts";
import type { PodSet, Workload } from "../../../k8s/workload.ts";
import { autoscalersOf } from "../../../workload/autoscalers.ts";
import type { Surroundings } from "../../../workload/surroundings.ts";
import type { Peak } from "../../shared/decision.ts";
import { podCount } from "../../shared/pods.ts";

/** CPU and memory that all pods of a workload ask for at their peak; `pods` overrides the count of each pod set where a new number was decided. */
export function peakOf(
  workload: Workload,
  { surroundings }: { readonly surroundings: Surroundings },
  pods: number | null,
): Peak {
  const autoscalers = autoscalersOf(workload, surroundings);
  const peaks = workload.podSets.map((podSet) => {
    const { now, max } = podCount(podSet, autoscalers);
    return peakOfPods(podSet, pods ?? max ?? now);
  });
  const sum = (numbers: readonly (number | null)[]): number | null =>
    numbers.every((number) => number !== null) ? numbers.reduce((total, number) => total + number, 0) : null;
  return {
    cpuMillis: sum(peaks.map(({ cpuMillis }) => cpuMillis)),
    memoryBytes: sum(peaks.map(({ memoryBytes }) => memoryBytes)),
    pods: peaks.reduce((total, peak) => total + peak.pods, 0),
  };
}

/**
 * CPU and memory that `pods` pods of a pod set ask for together, as the scheduler counts them. Null where nothing says, or
 * where an amount cannot be read.
 */
export function peakOfPods(podSet: PodSet, pods: number): Peak {
  const amountOf = (resource: "cpu" | "memory", factor: number): number | null => {
    const asked = podRequest(podSet, resource);
    return asked === null ? null : scaledUp(asked, factor) * pods;
  };
  return { cpuMillis: amountOf("cpu", 1000), memoryBytes: amountOf("memory", 1), pods };
}
