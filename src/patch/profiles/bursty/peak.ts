import { scaledUp } from "../../../k8s/quantity.ts";
import { podRequest } from "../../../k8s/scheduling/pod-requests.ts";
import type { Workload } from "../../../k8s/workload.ts";
import type { Peak } from "../../shared/decision.ts";

/**
 * CPU and memory that `pods` pods of a workload ask for together, as the scheduler counts them. Null where nothing says, or
 * where an amount cannot be read.
 */
export function peakOf(workload: Workload, pods: number): Peak {
  const amountOf = (resource: "cpu" | "memory", factor: number): number | null => {
    const asked = podRequest(workload, resource);
    return asked === null ? null : scaledUp(asked, factor) * pods;
  };
  return { cpuMillis: amountOf("cpu", 1000), memoryBytes: amountOf("memory", 1), pods };
}
