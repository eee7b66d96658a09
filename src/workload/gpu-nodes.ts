import type { Catalog } from "../gpu/types.ts";
import { at, items, text, textAt } from "../yaml/access.ts";
import type { YamlNode } from "../yaml/tree.ts";

/** True when a selector on this label and value can only mean nodes with GPUs. */
export function selectsGpuNodes(catalog: Catalog, key: string, value: string): boolean {
  const meaning = catalog.label(key);
  if (meaning === null) return false;
  // `nvidia.com/gpu.present: "false"` keeps off GPU nodes.
  if (meaning.gpuOnly) return !(meaning.kind === "presence" && value === "false");
  return meaning.byValue && catalog.isGpuLabelValue(key, value);
}

/** What a node affinity expression means to a pod that no longer wants GPUs. */
type ExpressionMeaning = "gpu" | "mixed" | "other";

/**
 * `gpu`: only GPU nodes match, or it tells whole GPUs from parts, in the form in which that is written. `mixed`: an `In`
 * list names GPU nodes and others. Other `NotIn` and `DoesNotExist` keep off nodes, so they are never `gpu`.
 */
export function meaningOfExpression(catalog: Catalog, expression: YamlNode): ExpressionMeaning {
  const key = textAt(expression, ["key"]);
  const operator = textAt(expression, ["operator"]);
  if (key === null) return "other";
  const values = items(at(expression, ["values"])).map((value) => text(value) ?? "");
  if (operator === "NotIn" || operator === "DoesNotExist") {
    const isBare = operator === "DoesNotExist";
    return catalog.isWholeGpuExpression({ key, operator, ...(isBare ? {} : { values }) }) ? "gpu" : "other";
  }
  if (operator !== "In") return catalog.label(key)?.gpuOnly === true ? "gpu" : "other";
  const gpu = values.filter((value) => selectsGpuNodes(catalog, key, value)).length;
  if (gpu === 0) return "other";
  return gpu === values.length ? "gpu" : "mixed";
}

/**
 * True when a toleration is for a taint of GPU nodes. One that tolerates everything (no key) is not: it is there
 * for other reasons too.
 */
export function toleratesGpuTaint(catalog: Catalog, toleration: YamlNode): boolean {
  const key = textAt(toleration, ["key"]) ?? "";
  if (key === "") return false;
  const value = textAt(toleration, ["operator"]) === "Exists" ? null : (textAt(toleration, ["value"]) ?? "");
  return catalog.gpuTaint(key, value) !== null;
}
