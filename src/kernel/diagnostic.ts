import type { Code } from "./codes/code.ts";
import type { Severity } from "./codes/declaration.ts";
import type { Location } from "./span.ts";

export type { Severity } from "./codes/declaration.ts";

/** From the least serious to the most. */
export const SEVERITIES: readonly Severity[] = ["info", "warning", "error"];

/**
 * What kind of thing a diagnostic is about.
 * `read`: the input cannot be read as a manifest. `edit`: it can be read but not edited safely.
 * `decision`: the profile cannot be decided without the user. `advice`: done, but worth knowing.
 */
export type DiagnosticCategory = "read" | "edit" | "decision" | "advice";

/** What a diagnostic says. Without a reason or an advice of its own it has those of its code's declaration. */
export interface DiagnosticText<Name extends Code = Code> {
  readonly code: Name;
  /** What is wrong, or what was done: a clause without a full stop. */
  readonly message: string;
  /** Why it matters. */
  readonly why?: string;
  /** What to do. */
  readonly advice?: string;
}

/**
 * Something about the user's manifest: data that is returned, never thrown. An `error` means that nothing is written.
 */
export interface Diagnostic extends DiagnosticText {
  readonly severity: Severity;
  readonly category: DiagnosticCategory;
  /** Who in the config set the value that it is about: a sentence that is told behind the reason. */
  readonly setBy?: string;
  readonly location?: Location;
  readonly related?: readonly { readonly message: string; readonly location: Location }[];
}
