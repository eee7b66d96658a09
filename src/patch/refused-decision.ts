import type { Decision } from "./intent.ts";

/** A decision that changes nothing, because the user has to settle something first. */
export function refusedDecision(diagnostics: Decision["diagnostics"]): Decision {
  return {
    intents: [],
    generated: [],
    dropped: [],
    sideEdits: [],
    diagnostics,
    gpus: { before: 0, after: 0, peakAfter: null },
    peak: null,
    placement: null,
    notes: [],
  };
}
