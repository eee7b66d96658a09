import type { FieldPath } from "./tree.ts";

/** True for paths with the same steps. */
export function isSamePath(a: FieldPath, b: FieldPath): boolean {
  return a.length === b.length && startsWith(a, b);
}

/** True for a path that is `start` or leads on from it. */
export function startsWith(path: FieldPath, start: FieldPath): boolean {
  return start.every((step, index) => path[index] === step);
}
