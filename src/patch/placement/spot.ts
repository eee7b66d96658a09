import { isExplicit } from "../../profile/origin.ts";
import type { DecisionContext } from "../context.ts";
import { nodeRequirements, type Requirement } from "./requirements.ts";

/** True when the pods run on spot nodes: by the flag, or because the manifest selects nothing else. */
export function runsOnSpot(context: DecisionContext): boolean {
  const { spot } = context.settings;
  if (spot !== undefined && isExplicit(spot)) return spot.value;
  const { selector, terms } = nodeRequirements(context.workload);
  const isSpot = (requirement: Requirement): boolean => selectsSpot(requirement, context);
  if (selector.some(isSpot)) return true;
  return terms !== null && terms.length > 0 && terms.every((term) => term.requirements.some(isSpot));
}

/** A capacity label whose value says spot (`SPOT`, `spot`), or whose key does (`cloud.google.com/gke-spot: "true"`). */
function selectsSpot({ key, operator, values }: Requirement, { catalog }: DecisionContext): boolean {
  if (operator !== "In" || values.length === 0 || catalog.label(key)?.kind !== "capacity") return false;
  return values.every((value) => /spot/i.test(value) || (value === "true" && /spot/.test(key)));
}
