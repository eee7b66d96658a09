import type { Code } from "../kernel/codes/code.ts";
import { type FieldPath, formatPath } from "../yaml/tree.ts";

/** Something that is wrong with a value, in the user's words, by its place in the value. */
export interface Problem {
  readonly code: Code;
  readonly severity: "error" | "warning";
  /** The field that is wrong; for a missing one what lacks it. */
  readonly path: FieldPath;
  /** Whether its key or its value is to be underlined. */
  readonly at: "key" | "value";
  readonly message: string;
  readonly why?: string;
  readonly advice?: string;
  /** The key that is missing, or that was probably meant: an unknown key that was meant for a missing one is one mistake. */
  readonly subject?: FieldPath;
  /** Another place that belongs to it. */
  readonly related?: { readonly message: string; readonly path: FieldPath };
}

/** Problems without the missing keys that an unknown one was meant for. */
export function withoutMisspelt(problems: readonly Problem[]): readonly Problem[] {
  const meant = new Set(
    problems.flatMap(({ code, subject }) =>
      code === "unknown-key" && subject !== undefined ? [JSON.stringify(subject)] : [],
    ),
  );
  return problems.filter(
    ({ code, subject }) => code !== "missing-key" || !meant.has(JSON.stringify(subject ?? null)),
  );
}

/** Longest token of the user that a message repeats. */
const LONGEST = 60;

/** A token of the user in a message: in backticks, on one line, and not without end. */
export function quoted(text: string): string {
  return `\`${shortened(text.replace(/\s*\n\s*/g, " "))}\``;
}

/** A field in a message, such as `rules[0].match`. */
export function fieldName(path: FieldPath): string {
  return `\`${formatPath(path.map((step) => (typeof step === "number" ? step : shortened(step))))}\``;
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The words of a list with a last conjunction: `a, b and c`. */
export function wordList(words: readonly string[], conjunction: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}
