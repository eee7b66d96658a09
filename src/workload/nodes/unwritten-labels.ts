import { type UnwrittenLabel, unwrittenLabel } from "../../gpu/labels/unwritten.ts";
import { isAvoidance } from "../../k8s/scheduling/node-requirements.ts";
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
  const { key } = condition;
  if (isAvoidance(condition) || !key.includes("/")) return null;
  const found = unwrittenLabel(key, catalog);
  return found === null || isDeclared(condition, surroundings) ? null : found;
}
