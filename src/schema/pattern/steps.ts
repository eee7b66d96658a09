import { NoPattern, type Takes } from "./letters.ts";
import { type Look, readSyntax, type Syntax } from "./syntax.ts";

/** One step of a pattern's program: take a letter, go on in two places, or look without taking one. */
export type PatternStep =
  | { readonly op: "letter"; readonly takes: Takes }
  | { readonly op: "fork"; readonly to: readonly number[] }
  | { readonly op: "look"; readonly at: Look };

/** Programs of real patterns have some dozens of steps; a longer one takes too long for what it says. */
const MAX_STEPS = 20_000;

/**
 * The program of a pattern as Go's `regexp` reads it, which is how the API server does; null for what it would refuse,
 * such as a look ahead or a back reference, and for one that is too large. A program that has come to its end matches.
 */
export function compileSteps(pattern: string): readonly PatternStep[] | null {
  try {
    const steps: PatternStep[] = [];
    emit(steps, readSyntax(pattern));
    return steps;
  } catch (error) {
    if (error instanceof NoPattern) return null;
    throw error;
  }
}

function emit(steps: PatternStep[], node: Syntax): void {
  if (steps.length > MAX_STEPS) throw new NoPattern();
  switch (node.is) {
    case "letter":
      steps.push({ op: "letter", takes: node.takes });
      break;
    case "look":
      steps.push({ op: "look", at: node.at });
      break;
    case "all":
      for (const one of node.of) emit(steps, one);
      break;
    case "any":
      emitAny(steps, node.of);
      break;
    case "repeat":
      emitRepeat(steps, node.of, node.least, node.most);
      break;
    default:
      node satisfies never;
  }
}

function emitAny(steps: PatternStep[], branches: readonly Syntax[]): void {
  const fork = steps.length;
  steps.push({ op: "fork", to: [] });
  const starts: number[] = [];
  const ends: number[] = [];
  for (const branch of branches) {
    starts.push(steps.length);
    emit(steps, branch);
    ends.push(steps.length);
    steps.push({ op: "fork", to: [] });
  }
  steps[fork] = { op: "fork", to: starts };
  for (const end of ends) steps[end] = { op: "fork", to: [steps.length] };
}

function emitRepeat(steps: PatternStep[], node: Syntax, least: number, most: number): void {
  for (let count = 0; count < least; count++) {
    const before = steps.length;
    emit(steps, node);
    // Nothing, a thousand times a thousand times, is nothing.
    if (steps.length === before) return;
  }
  if (most === Number.POSITIVE_INFINITY) {
    const fork = steps.length;
    steps.push({ op: "fork", to: [] });
    emit(steps, node);
    steps.push({ op: "fork", to: [fork] });
    steps[fork] = { op: "fork", to: [fork + 1, steps.length] };
    return;
  }
  const forks: number[] = [];
  for (let count = least; count < most; count++) {
    forks.push(steps.length);
    steps.push({ op: "fork", to: [] });
    emit(steps, node);
  }
  for (const fork of forks) steps[fork] = { op: "fork", to: [fork + 1, steps.length] };
}
