/**
 * A value that is made when it is first asked for, and once. At the level of a module it stands only for a constant:
 * `make` reads nothing but tables of the code, so that no run can tell whether another asked before it.
 */
export function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
