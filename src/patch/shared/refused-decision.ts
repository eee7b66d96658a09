import type { Refusal } from "../../kernel/diagnostic.ts";
import type { RefusedDecision } from "./decision.ts";

/** A decision that changes nothing, because the user has to settle something first. */
export function refusedDecision(...refusals: readonly Refusal[]): RefusedDecision {
  return { kind: "refused", refusals, diagnostics: [] };
}
