import { addQuantities, parseQuantity, type Quantity } from "../k8s/quantity.ts";
import { amountAt, amountPath, type ContainerView, type PodSet, podLevelResources } from "../k8s/workload.ts";
import { isNullish, text, textAt } from "../yaml/access.ts";
import type { FieldPath, YamlNode } from "../yaml/tree.ts";

/** Memory that containers may use together. */
interface MemoryLimit {
  readonly sum: Quantity;
  /** A clause that says where it comes from: `the memory limit of the pod is 16Gi`. */
  readonly text: string;
  readonly path: FieldPath;
}

const FIELD = ["resources", "limits", "memory"];

/**
 * What the containers may use together, which counts for what they write to volumes in memory too (kubernetes.io:
 * Volumes, emptyDir). Null without containers, and where one has no limit and the pod has none either.
 */
export function memoryLimitOf(podSet: PodSet, containers: readonly ContainerView[]): MemoryLimit | null {
  const limits = containers.map((container) => ({ container, text: text(memoryOf(container)) }));
  const [first, ...others] = limits;
  if (first === undefined) return null;
  if (limits.some(({ container }) => isNullish(memoryOf(container)))) return podLimit(podSet);
  let sum: Quantity = { numerator: 0n, denominator: 1n };
  for (const { text: written } of limits) {
    const limit = parseQuantity(written ?? "");
    if (limit === null) return null;
    sum = addQuantities(sum, limit);
  }
  const path = amountPath(first.container, "limits", "memory") ?? first.container.path;
  if (others.length === 0)
    return { sum, path, text: `container "${first.container.name}" has a memory limit of ${first.text}` };
  const all = limits.map(({ text }) => text).join(" + ");
  return { sum, path, text: `the containers that mount it have memory limits of ${all}` };
}

function memoryOf(container: ContainerView): YamlNode | null {
  return amountAt(container, "limits", "memory");
}

function podLimit(podSet: PodSet): MemoryLimit | null {
  const written = textAt(podLevelResources(podSet), FIELD.slice(1));
  const sum = written === null ? null : parseQuantity(written);
  if (sum === null) return null;
  return { sum, path: [...podSet.podSpecPath, ...FIELD], text: `the memory limit of the pod is ${written}` };
}
