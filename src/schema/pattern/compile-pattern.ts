import { compileSteps, type PatternStep } from "./steps.ts";
import type { Look } from "./syntax.ts";

/** A pattern that is ready to use. */
export type Pattern = (text: string) => boolean;

/** Steps times letters that a match may cost; more than any name or address needs. */
const MAX_WORK = 20_000_000;

/**
 * A pattern of a schema, matched anywhere in a text as the API server does it (Go's `regexp`). The schema and the text
 * are of strangers, and as a JavaScript regular expression `^(a+)+$` takes for ever: here all ways to match are followed
 * side by side, so that the time is at most that of the pattern's length times the text's. Null for what is no pattern
 * in Go, such as a look ahead; a text of megabytes is let pass. `spend` is told before each match how many positions are
 * held against letters at most.
 */
export function compilePattern(pattern: string, spend?: (work: number) => void): Pattern | null {
  const steps = compileSteps(pattern);
  return steps === null ? null : (text) => matches(steps, text, spend);
}

function matches(steps: readonly PatternStep[], text: string, spend?: (work: number) => void): boolean {
  const letters = [...text];
  const work = letters.length * steps.length;
  if (work > MAX_WORK) return true;
  spend?.(work);
  let here = new Set<number>();
  for (let at = 0; at <= letters.length; at++) {
    // A match may begin at every letter.
    if (follow(steps, here, 0, letters, at)) return true;
    const letter = letters[at];
    if (letter === undefined) return false;
    const next = new Set<number>();
    for (const index of here) {
      const step = steps[index];
      if (step?.op === "letter" && step.takes(letter) && follow(steps, next, index + 1, letters, at + 1))
        return true;
    }
    here = next;
  }
  return false;
}

/** Adds what can be reached without taking a letter; true once that is the end. */
function follow(
  steps: readonly PatternStep[],
  reached: Set<number>,
  from: number,
  letters: readonly string[],
  at: number,
): boolean {
  const open = [from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (index === steps.length) return true;
    if (reached.has(index)) continue;
    reached.add(index);
    const step = steps[index];
    if (step?.op === "fork") open.push(...step.to);
    else if (step?.op === "look" && holds(step.at, letters, at)) open.push(index + 1);
  }
  return false;
}

function holds(look: Look, letters: readonly string[], at: number): boolean {
  switch (look) {
    case "text-start":
      return at === 0;
    case "text-end":
      return at === letters.length;
    case "line-start":
      return at === 0 || letters[at - 1] === "\n";
    case "line-end":
      return at === letters.length || letters[at] === "\n";
    case "word-edge":
      return isWordEdge(letters, at);
    case "no-word-edge":
      return !isWordEdge(letters, at);
    default:
      return look satisfies never;
  }
}

function isWordEdge(letters: readonly string[], at: number): boolean {
  const isWord = (letter: string | undefined): boolean => letter !== undefined && /^\w$/.test(letter);
  return isWord(letters[at - 1]) !== isWord(letters[at]);
}
