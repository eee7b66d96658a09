import { wholeGpuExpressions } from "../tables/traces.ts";
import type { MatchExpression } from "../types.ts";

/** True for an expression that is written, just so, to keep a pod that asks for whole GPUs off parts of them. */
export function isWholeGpuExpression({ key, operator, values = [] }: MatchExpression): boolean {
  return wholeGpuExpressions().some((one) => {
    const own = one.values ?? [];
    const isAlike = own.length === values.length && own.every((value) => values.includes(value));
    return one.key === key && one.operator === operator && isAlike;
  });
}

/** The suffixes that GPU Feature Discovery gives the product where GPUs are shared or cut under the same resource (gfd). */
const PART_OF_PRODUCT = /-SHARED$|-MIG-/;

/** True for a product label that GPU Feature Discovery gives to nodes whose GPUs are shared or partitioned. */
export function isPartOfProduct(product: string): boolean {
  return PART_OF_PRODUCT.test(product);
}

/** True when a label value says that the node gives parts of GPUs under the resource of whole ones. */
export function isPartLabelValue(key: string, value: string): boolean {
  if (key === "nvidia.com/gpu.product") return isPartOfProduct(value);
  return wholeGpuExpressions().some(
    (one) => one.key === key && (one.operator === "DoesNotExist" || (one.values ?? []).includes(value)),
  );
}
