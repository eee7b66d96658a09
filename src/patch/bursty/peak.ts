import { scaledUp } from "../../k8s/quantity.ts";
import { podRequest } from "../../k8s/scheduling/pod-requests.ts";
import { asWorkload, type Workload } from "../../k8s/workload.ts";
import type { Intent, Peak } from "../intent.ts";
import { treeAfter } from "../restored/tree.ts";

/**
 * CPU and memory that `pods` pods ask for together, as the scheduler counts them, once `intents` are made; none for the
 * manifest as it stands. Null where nothing says, or where an amount cannot be read.
 */
export function peakOf(workload: Workload, pods: number, intents: readonly Intent[]): Peak {
  const { object } = workload;
  const after =
    intents.length === 0 ? workload : asWorkload({ ...object, root: treeAfter(object.root, intents) });
  const amountOf = (resource: "cpu" | "memory", factor: number): number | null => {
    const asked = after === null || after === "no-pod-spec" ? null : podRequest(after, resource);
    return asked === null ? null : scaledUp(asked, factor) * pods;
  };
  return { cpuMillis: amountOf("cpu", 1000), memoryBytes: amountOf("memory", 1), pods };
}
