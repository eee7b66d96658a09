/**
 * True for a key by which a document is compared with an object and not applied: an expression in an assertion of
 * Chainsaw and Kyverno (kyverno.github.io/chainsaw: Assertion trees), which no field can be named like.
 */
export function isAssertionKey(key: string): boolean {
  return /^(?:~\w*\.)?\(.*\)(?:->\w+)?$/.test(key);
}

/**
 * Keys that are for another tool than the API server: directives of a strategic merge (kubernetes.io: Update API Objects
 * in Place Using kubectl patch), and expressions in assertions.
 */
export function isForAnotherTool(key: string): boolean {
  return (
    /^\$(?:patch|retainKeys|setElementOrder\/.+|deleteFromPrimitiveList\/.+)$/.test(key) ||
    isAssertionKey(key)
  );
}
