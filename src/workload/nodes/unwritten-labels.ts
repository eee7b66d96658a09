import { type UnwrittenLabel, unwrittenLabel } from "../../gpu/labels/unwritten.ts";
import type { SelectorRequirement } from "../../k8s/scheduling/types.ts";
import type { Knowledge } from "../knowledge.ts";
import { isDeclared } from "./declared-nodes.ts";

/**
 * Why no node meets a condition: no component writes its label, and no object of the run has nodes with it. Null for every
 * other condition, and for those that nodes without the label meet.
 */
export function unwrittenCondition(
  condition: SelectorRequirement,
  { catalog, surroundings }: Knowledge,
): UnwrittenLabel | null {
  const { key, operator } = condition;
  if (operator === "NotIn" || operator === "DoesNotExist" || !key.includes("/")) return null;
  const found = unwrittenLabel(key, catalog);
  return found === null || isDeclared(condition, surroundings) ? null : found;
}
