import type { Code } from "./codes/code.ts";
import type { Severity } from "./codes/declaration.ts";
import type { Location } from "./span.ts";

export type { Severity } from "./codes/declaration.ts";

/** From the least serious to the most. */
export const SEVERITIES: readonly Severity[] = ["info", "warning", "error"];

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

/** The text of a diagnostic whose code, severity and place are known to the caller alone. */
export type UncodedText = Omit<DiagnosticText, "code">;

/** What every diagnostic has. */
interface Placed extends DiagnosticText {
  /** Who in the config set the value that it is about: a sentence that is told behind the reason. */
  readonly setBy?: string;
  /** Printed before all other diagnostics of its file, because it may make them irrelevant. */
  readonly isFirst?: true;
  readonly location?: Location;
  /** A small table under it, a line each. */
  readonly lines?: readonly string[];
  readonly related?: readonly { readonly message: string; readonly location: Location }[];
}

/**
 * Nothing is written because of it. `read`: the input cannot be read as a manifest. `edit`: it can be read but not
 * edited safely. `decision`: the profile cannot be decided without the user.
 */
export interface Refusal extends Placed {
  readonly category: "read" | "edit" | "decision";
  readonly severity: "error";
}

/** Worth knowing, whatever was done or not done; an `error` is something that cannot work as it is written. */
export interface Advice extends Placed {
  readonly category: "advice";
  readonly severity: Severity;
}

/** Something about the user's manifest: data that is returned, never thrown. */
export type Diagnostic = Refusal | Advice;

/** A decision that needs the user. */
export const REFUSED = { category: "decision", severity: "error" } as const;

/** Worth knowing, and no more. */
export const INFORMED = { category: "advice", severity: "info" } as const;

/** Works by luck, or not as the user may think. */
export const WARNED = { category: "advice", severity: "warning" } as const;

/** True for what keeps a run from writing anything. */
export function isRefusal(diagnostic: Diagnostic): diagnostic is Refusal {
  return diagnostic.category !== "advice";
}
