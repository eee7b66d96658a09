import type { Vendor } from "../../gpu/types.ts";
import { isPlaceholder } from "../../k8s/placeholder.ts";
import { isPositive, type Requirement } from "../../k8s/scheduling/node-requirements.ts";
import type { LintContext } from "../context.ts";

/** Intel's label is on nodes with integrated graphics too, whatever else they have. */
const BESIDE_OTHERS: readonly string[] = ["intel.feature.node.kubernetes.io/gpu"];

const MAKERS: readonly Vendor[] = ["nvidia", "amd", "intel", "habana"];

/** Whose devices the nodes have that meet the condition; empty where it does not tell. */
export function vendorsOf(condition: Requirement, context: LintContext): readonly Vendor[] {
  const { key, operator, values } = condition;
  const meaning = context.catalog.label(key);
  if (meaning === null || !isPositive(condition) || BESIDE_OTHERS.includes(key)) return [];
  if (values.some(isPlaceholder)) return [];
  if (operator === "In" && values.length > 0) {
    const byValue = values.map((value) => vendorsOfValue(key, value, context));
    if (byValue.every((vendors) => vendors.length > 0)) return [...new Set(byValue.flat())];
  }
  const isNegative = values.includes("false");
  return meaning.vendor === null || !meaning.gpuOnly || isNegative ? [] : [meaning.vendor];
}

function vendorsOfValue(key: string, value: string, context: LintContext): readonly Vendor[] {
  const kind = context.catalog.label(key)?.kind;
  const maker = MAKERS.find((vendor) => vendor === value);
  if (maker !== undefined && (kind === "property" || kind === "presence")) return [maker];
  const known = context.labelValues(key).find((one) => one.value === value);
  return [...new Set((known?.models ?? []).map(({ vendor }) => vendor))];
}
