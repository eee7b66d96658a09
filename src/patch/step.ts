import type { Diagnostic } from "../kernel/diagnostic.ts";
import type { Intent } from "./intent.ts";

/** What one step of the work wants and has to say. */
export interface StepResult {
  readonly intents: readonly Intent[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Joins what several steps gave, in order. */
export function joinSteps(results: readonly StepResult[]): StepResult {
  return {
    intents: results.flatMap((result) => result.intents),
    diagnostics: results.flatMap((result) => result.diagnostics),
  };
}
