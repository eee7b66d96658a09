import { type Diagnostic, INFORMED, isRefusal } from "../../kernel/diagnostic.ts";
import type { LintOutcome } from "../../pipeline/lint-types.ts";

/**
 * What could not be linted. Only for a file that was named it is an error; what a walk came by and left out is worth
 * knowing.
 */
export function unreadOf({ files, diagnostics }: LintOutcome): readonly Diagnostic[] {
  const named = new Set(files.flatMap((file) => (file.named ? [file.name] : [])));
  return diagnostics.map((diagnostic) => {
    const file = diagnostic.location?.file;
    return file === undefined || named.has(file) ? diagnostic : { ...diagnostic, ...INFORMED };
  });
}

/** Those of them that fail a run. */
export function failedInputs(outcome: LintOutcome): readonly Diagnostic[] {
  return unreadOf(outcome).filter(isRefusal);
}
