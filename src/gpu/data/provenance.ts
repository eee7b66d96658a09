import type { Confidence, Provenance } from "../types.ts";
import type { SourceId } from "./sources.ts";

/** The day up to which the research notes were compiled; most rows carry it. */
const NOTES_COMPILED = "2026-08-22";

/** The day on which the facts that go beyond the notes were read in their sources. */
const LOOKED_UP = "2026-11-23";

/** Provenance of a fact that was read in its source on a day, as an ISO date. */
export function readOn(date: string, confidence: Confidence, ...source: readonly SourceId[]): Provenance {
  return { source, date, confidence };
}

/** Provenance of a fact from the research notes. */
export function noted(confidence: Confidence, ...source: readonly SourceId[]): Provenance {
  return { source, date: NOTES_COMPILED, confidence };
}

/** Provenance of a fact that was read in its source after the notes, because they left it open. */
export function lookedUp(confidence: Confidence, ...source: readonly SourceId[]): Provenance {
  return { source, date: LOOKED_UP, confidence };
}
