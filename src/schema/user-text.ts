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
