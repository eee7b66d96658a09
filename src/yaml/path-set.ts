import type { FieldPath } from "./tree.ts";

/** Paths, of which questions take as long as the path that is asked about, however many there are. */
export interface PathSet {
  /** True where the path is one of them, or leads on from one. */
  readonly leadsTo: (path: FieldPath) => boolean;
  /** True where one of them is the path, or leads on from it. */
  readonly hasWithin: (path: FieldPath) => boolean;
}

interface Step {
  isEnd: boolean;
  readonly next: Map<string | number, Step>;
}

/** A set of paths. */
export function pathSet(paths: Iterable<FieldPath>): PathSet {
  const top: Step = { isEnd: false, next: new Map() };
  let isEmpty = true;
  for (const path of paths) {
    add(top, path);
    isEmpty = false;
  }
  return {
    leadsTo: (path) => {
      let step: Step | undefined = top;
      for (const one of path) {
        if (step.isEnd) return true;
        step = step.next.get(one);
        if (step === undefined) return false;
      }
      return step.isEnd;
    },
    hasWithin: (path) => {
      let step: Step | undefined = top;
      for (const one of path) {
        step = step.next.get(one);
        if (step === undefined) return false;
      }
      return !isEmpty;
    },
  };
}

function add(top: Step, path: FieldPath): void {
  let step = top;
  for (const one of path) {
    const next: Step = step.next.get(one) ?? { isEnd: false, next: new Map() };
    step.next.set(one, next);
    step = next;
  }
  step.isEnd = true;
}
