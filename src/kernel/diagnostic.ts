import type { Location } from "./span.ts";

export type Severity = "error" | "warning" | "info";

/** From the least serious to the most. */
export const SEVERITIES: readonly Severity[] = ["info", "warning", "error"];

/**
 * What kind of thing a diagnostic is about.
 * `read`: the input cannot be read as a manifest. `edit`: it can be read but not edited safely.
 * `decision`: the profile cannot be decided without the user. `advice`: done, but worth knowing.
 */
export type DiagnosticCategory = "read" | "edit" | "decision" | "advice";

/**
 * Something about the user's manifest: data that is returned, never thrown.
 * An `error` means that nothing is written; the message says what is wrong, `why` why it matters,
 * `advice` what to do.
 */
export interface Diagnostic {
  /** Stable kebab-case identifier, such as `ambiguous-container`. */
  readonly code: string;
  readonly severity: Severity;
  readonly category: DiagnosticCategory;
  readonly message: string;
  readonly why?: string;
  readonly advice?: string;
  readonly location?: Location;
  readonly related?: readonly { readonly message: string; readonly location: Location }[];
}
