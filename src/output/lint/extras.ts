import type { TextEdit } from "../../edit/text-edit.ts";
import type { Finding } from "../../lint/finding.ts";
import type { LintOutcome } from "../../pipeline/lint-types.ts";
import type { Paint } from "../paint.ts";

/** What a format may need besides the outcome. */
export interface LintExtras {
  /** Of gpuify. */
  readonly version: string;
  /** The exact edits of a finding's fix on the original text; null where there is none, or it cannot be made. */
  readonly editsOf: (finding: Finding) => readonly TextEdit[] | null;
  readonly paint: Paint;
}

/** A report as text. Pure. */
export type FormatLint = (outcome: LintOutcome, extras: LintExtras) => string;
