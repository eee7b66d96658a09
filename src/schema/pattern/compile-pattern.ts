import { RE2JS, RE2JSException } from "re2js";
import { estimateSteps } from "./pattern-size.ts";

/** A pattern that is ready to use. */
export type Pattern = (text: string) => boolean;

/** Programs of real patterns have some dozens of steps; RE2 takes ten seconds and a gigabyte for its largest. */
const MAX_STEPS = 20_000;

/** Characters of a pattern; those of real ones are some hundreds, and a class of many thousands takes seconds too. */
const MAX_LENGTH = 3000;

/** Steps times letters that a match may cost; more than any name or address needs. */
const MAX_WORK = 20_000_000;

/**
 * A pattern of a schema, matched anywhere in a text as the API server does it (Go's `regexp`, which is RE2). The schema
 * and the text are of strangers, and as a JavaScript regular expression `^(a+)+$` takes for ever: here the time is at
 * most that of the pattern's length times the text's. Null for what is no pattern in Go, such as a look ahead, and for one
 * that is too large; a text of megabytes is let pass. `spend` is told before each match how many steps of the pattern are
 * held against letters at most.
 */
export function compilePattern(pattern: string, spend?: (work: number) => void): Pattern | null {
  if (pattern.length > MAX_LENGTH || estimateSteps(pattern) > MAX_STEPS) return null;
  const compiled = compile(pattern);
  if (compiled === null) return null;
  const size = compiled.programSize();
  return (text) => {
    const work = text.length * size;
    if (work > MAX_WORK) return true;
    spend?.(work);
    return compiled.test(text);
  };
}

function compile(pattern: string): RE2JS | null {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}
