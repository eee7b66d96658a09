import { type FieldPath, formatPath } from "../yaml/tree.ts";

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
