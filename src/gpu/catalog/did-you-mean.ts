import { nearest } from "../../kernel/suggest.ts";

/** `Did you mean "x"? `, or nothing. */
export function didYouMean(word: string, candidates: readonly string[], quote: Quote = inQuotes): string {
  const guess = nearest(word, candidates);
  return guess === undefined ? "" : `Did you mean ${quote(guess)}? `;
}

/** How a word of the user stands in a message: in quotes for flags, in backticks for a config. */
export type Quote = (word: string) => string;

/** `"x"`: how flags are quoted. */
export function inQuotes(word: string): string {
  return `"${word}"`;
}
