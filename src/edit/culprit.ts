import type { Span } from "../kernel/span.ts";
import type { FieldPath, YamlNode } from "../yaml/tree.ts";
import type { PlacedOperation } from "./operation.ts";

/**
 * The operation that a refusal at `span` is about, where only all of them together met it: the one whose path
 * leads deepest towards the place; the first of equals.
 */
export function culpritAt(
  root: YamlNode | null,
  operations: readonly PlacedOperation[],
  span: Span,
): PlacedOperation {
  let culprit = operations[0] as PlacedOperation;
  let deepest = -1;
  for (const placed of operations) {
    const depth = depthTowards(root, [...placed.base, ...placed.operation.path], span);
    if (depth <= deepest) continue;
    deepest = depth;
    culprit = placed;
  }
  return culprit;
}

/** How many steps of a path lead through nodes around the span. */
function depthTowards(root: YamlNode | null, path: FieldPath, span: Span): number {
  let node = root;
  let depth = 0;
  for (const step of path) {
    const child = childOf(node, step);
    if (child === null || span.start < child.start || span.start > child.node.span.end) return depth;
    node = child.node;
    depth++;
  }
  return depth;
}

/** A field begins at its key. */
function childOf(
  node: YamlNode | null,
  step: string | number,
): { readonly node: YamlNode; readonly start: number } | null {
  if (node?.kind === "seq" && typeof step === "number") {
    const item = node.items[step];
    return item === undefined ? null : { node: item, start: item.outerStart };
  }
  const entry = node?.kind === "map" ? node.entries.find(({ name }) => name === step) : undefined;
  return entry === undefined ? null : { node: entry.value, start: entry.key.outerStart };
}
