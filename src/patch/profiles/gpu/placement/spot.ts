import { nodeRequirements, type Requirement } from "../../../../k8s/scheduling/node-requirements.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import { isPlatformNamed } from "../../../../profile/platform-named.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { isForeign } from "./conflict.ts";

/**
 * True when the pods will run on spot nodes of `platform`: by the flag, or because the manifest selects nothing else.
 * A label of another platform than the one that was named does not count: placement replaces it.
 */
export function runsOnSpot(context: PodSetContext, platform: string | null): boolean {
  const { spot } = context.settings;
  if (spot !== undefined && isExplicit(spot)) return spot.value;
  const { selector, terms } = nodeRequirements(context.podSet);
  const isSpot = (requirement: Requirement): boolean => selectsSpot(requirement, context, platform);
  if (selector.some(isSpot)) return true;
  return terms !== null && terms.length > 0 && terms.every((term) => term.requirements.some(isSpot));
}

/** A capacity label that only spot nodes carry with these values. */
function selectsSpot(
  { key, operator, values }: Requirement,
  { catalog, settings }: PodSetContext,
  platform: string | null,
): boolean {
  const meaning = catalog.label(key);
  if (operator !== "In" || values.length === 0 || meaning?.kind !== "capacity") return false;
  if (isPlatformNamed(settings) && isForeign(meaning, platform ?? "")) return false;
  return values.every((value) => catalog.isSpotLabel(key, value));
}
