/**
 * A pure function that remembers its answer for the object that it is asked about. It is no state of a module: the same
 * arguments have the same answer whether it was asked before or not, and nothing outlives its key. `compute` must read
 * nothing else, and what it is asked about must not change. Of further arguments, which are the same for a run or for
 * one reading of its objects, only the last ones are remembered, by identity.
 */
export function memoized<Key extends object, Rest extends readonly unknown[], Answer>(
  compute: (key: Key, ...rest: Rest) => Answer,
): (key: Key, ...rest: Rest) => Answer {
  const known = new WeakMap<Key, { readonly rest: Rest; readonly answer: Answer }>();
  return (key, ...rest) => {
    const before = known.get(key);
    if (before !== undefined && isSame(before.rest, rest)) return before.answer;
    const answer = compute(key, ...rest);
    known.set(key, { rest, answer });
    return answer;
  };
}

/** A loop, because some functions are asked a hundred times of each object. */
function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  for (let index = 0; index < before.length; index++) if (before[index] !== now[index]) return false;
  return true;
}
