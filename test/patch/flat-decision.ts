import type { Diagnostic } from "../../src/kernel/diagnostic.ts";
import type { Decision, MadeDecision } from "../../src/patch/shared/decision.ts";

/** A decision as assertions read it: a refused one wants nothing, and all that is told is in one list. */
export interface FlatDecision extends Omit<MadeDecision, "kind" | "diagnostics"> {
  readonly kind: Decision["kind"];
  readonly diagnostics: readonly Diagnostic[];
}

export function flatDecision(decision: Decision): FlatDecision {
  if (decision.kind === "made") return decision;
  return {
    kind: "refused",
    operations: [],
    generated: [],
    dropped: [],
    sideEdits: [],
    diagnostics: [...decision.refusals, ...decision.diagnostics],
    gpus: { before: 0, after: 0, peakAfter: null },
    peak: null,
    placement: null,
    notes: [],
  };
}
