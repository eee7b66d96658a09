import { type ErrorCode, parseDocument } from "yaml";
import type { Span } from "../kernel/span.ts";

/** What the yaml library says is wrong, and where. */
interface SecondOpinion {
  readonly offset: number;
  /** A clause in lower case, without a full stop. */
  readonly reason: string;
}

/**
 * How far behind the place where the fast reader stopped the text is read: enough for the library to see what is
 * wrong there. Up to that place nesting is bounded, because the fast reader counts it; what follows is unknown, and a
 * few kilobytes of brackets can exhaust this library's stack beyond catching.
 */
const BEHIND = 400;

/**
 * Reads a document that could not be read once more, with the library whose messages people understand: the fast
 * reader says "bad indentation" where this one says that a plain value cannot start with `@`. `stopped` is where the
 * fast reader gave up. Null when nothing better is found. Loaded only when something is wrong: it is larger than all
 * the rest that a run needs.
 */
export function secondOpinion(text: string, content: Span, stopped: number): SecondOpinion | null {
  const end = Math.min(content.end, stopped + BEHIND);
  const slice = text.slice(content.start, end);
  const [error] = parseDocument(slice, { prettyErrors: false, logLevel: "silent", strict: true }).errors;
  if (error === undefined) return null;
  const offset = content.start + error.pos[0];
  // Where the text was cut off, quotes and brackets are open that may be closed further on.
  if (end < content.end && offset >= end - 1) return null;
  return { offset, reason: PLAINER[error.code] ?? plain(error.message) };
}

/** Errors that the library names by its own grammar. */
const PLAINER: Readonly<Partial<Record<ErrorCode, string>>> = {
  BLOCK_AS_IMPLICIT_KEY:
    "a colon and a space begin a nested map here; if they are text, put the value in quotes",
  MULTILINE_IMPLICIT_KEY: "a key has to be on one line and end with a colon",
};

/** In the library's own words, which name quotes oddly (`Missing closing "quote`); its error has a code and no words besides. */
function plain(message: string): string {
  const text = message.replace(/'quote$/, "single quote").replace(/"quote$/, "double quote");
  return text.charAt(0).toLowerCase() + text.slice(1);
}
