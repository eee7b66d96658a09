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

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
