import { asSeq, at, fields } from "../yaml/access.ts";
import type { FieldPath, MapNode } from "../yaml/tree.ts";
import { EACH, type FieldPattern, KEY } from "./kind-row.ts";

/** A place that a pattern leads to: its path, and the items and keys that stand for `EACH` and `KEY` in it. */
export interface PatternMatch {
  readonly path: FieldPath;
  readonly chosen: FieldPath;
}

/** True for a path that a pattern leads to, or that leads on from there. */
export function startsWithPattern(path: FieldPath, pattern: FieldPattern): boolean {
  return pattern.every((step, index) => {
    if (step === EACH) return typeof path[index] === "number";
    return step === KEY ? typeof path[index] === "string" : path[index] === step;
  });
}

/** Every place that a pattern leads to. */
export function matchesOf(root: MapNode, pattern: FieldPattern): readonly PatternMatch[] {
  const start: readonly PatternMatch[] = [{ path: [], chosen: [] }];
  return pattern.reduce<readonly PatternMatch[]>(
    (matches, step) =>
      matches.flatMap(({ path, chosen }) =>
        stepsAt(root, path, step).map((one) => ({
          path: [...path, one],
          chosen: step === EACH || step === KEY ? [...chosen, one] : chosen,
        })),
      ),
    start,
  );
}

function stepsAt(root: MapNode, path: FieldPath, step: string | number): FieldPath {
  if (step === EACH) return (asSeq(at(root, path))?.items ?? []).map((_, index) => index);
  return step === KEY ? fields(at(root, path)).map(({ name }) => name) : [step];
}

/** A pattern with the items and keys of a pod set in place of its own `EACH` and `KEY`. */
export function bound(pattern: FieldPattern, chosen: FieldPath): FieldPath {
  let next = 0;
  return pattern.map((step) => (step === EACH || step === KEY ? (chosen[next++] ?? step) : step));
}
