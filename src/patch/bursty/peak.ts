import { at, text } from "../../k8s/access.ts";
import { parseQuantity, scaledUp } from "../../k8s/quantity.ts";
import type { ContainerView, Workload } from "../../k8s/workload.ts";
import type { Intent, Peak } from "../intent.ts";
import { sameJson } from "./json.ts";
import { containerRequest } from "./requests.ts";

/**
 * CPU and memory that `pods` pods ask for together once `intents` are made; none for the manifest as it stands.
 * Null where no container says. A request, else a limit counts.
 */
export function peakOf(workload: Workload, pods: number, intents: readonly Intent[]): Peak {
  const sets = intents.filter((intent) => intent.op === "set" && intent.step === "resources");
  return {
    cpuMillis: times(podAmount(workload, "cpu", 1000, sets), pods),
    memoryBytes: times(podAmount(workload, "memory", 1, sets), pods),
    pods,
  };
}

/** A pod-level request counts for the whole pod; else what runs together, or the largest init container. */
function podAmount(
  workload: Workload,
  resource: "cpu" | "memory",
  factor: number,
  intents: readonly Intent[],
): number | null {
  for (const section of ["requests", "limits"]) {
    const path = [...workload.podSpecPath, "resources", section, resource];
    const found = written(intents, path) ?? text(at(workload.object.root, path));
    const quantity = found === null ? null : parseQuantity(found);
    if (quantity !== null) return scaledUp(quantity, factor);
  }
  const amounts = workload.containers.map((container) => amountOf(container, resource, factor, intents));
  if (amounts.every((amount) => amount === null)) return null;
  let running = 0;
  let largest = 0;
  workload.containers.forEach((container, index) => {
    const amount = amounts[index] ?? 0;
    if (container.role === "init") largest = Math.max(largest, amount);
    else running += amount;
  });
  return Math.max(running, largest);
}

function amountOf(
  container: ContainerView,
  resource: "cpu" | "memory",
  factor: number,
  intents: readonly Intent[],
): number | null {
  const set = written(intents, [...container.path, "resources", "requests", resource]);
  const quantity = set === null ? containerRequest(container, resource) : parseQuantity(set);
  return quantity === null ? null : scaledUp(quantity, factor);
}

function written(intents: readonly Intent[], path: readonly (string | number)[]): string | null {
  const intent = intents.find((one) => one.op === "set" && sameJson(one.path, path));
  return intent?.op === "set" ? String(intent.value) : null;
}

function times(amount: number | null, pods: number): number | null {
  return amount === null ? null : amount * pods;
}
