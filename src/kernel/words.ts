/** A clause as a sentence: `write one` becomes `Write one.` */
export function sentence(clause: string): string {
  const end = /[.?!]$/.test(clause) ? "" : ".";
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}${end}`;
}

/** A sentence as a clause that goes on behind something else: `Write one.` becomes `write one`; `MIG cuts it.` keeps its capitals. */
export function clause(text: string): string {
  return text.replace(/\.$/, "").replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());
}

/** `1 container`, `2 containers`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** `a, b, c`, and from `most` on `a, b and 3 more`. */
export function someOf(words: readonly string[], most: number): string {
  const named = words.slice(0, most).join(", ");
  return words.length > most ? `${named} and ${words.length - most} more` : named;
}

/** `a`, `a and b`, `a, b and c`; or the same with `or`. */
export function listed(words: readonly string[], conjunction: "and" | "or" = "and"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}

/** A text of the user that a message repeats, cut off with `…` where it is longer than `most` characters. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** Characters of a token of the user that a message repeats. */
export const MOST_QUOTED = 61;

/** A token of the user in a message: in backticks, on one line, and not without end. */
export function quoted(text: string): string {
  return `\`${shortened(text.replace(/\s*\n\s*/g, " "), MOST_QUOTED)}\``;
}

/** A regular expression's source that matches just this text. */
export function escapedForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
