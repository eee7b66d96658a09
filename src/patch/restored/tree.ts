import { nodeOf } from "../../edit/node-of.ts";
import type { ValueOperation } from "../../edit/operation.ts";
import { Bug } from "../../kernel/failure.ts";
import type { Span } from "../../kernel/span.ts";
import { type FieldPath, type MapNode, resolveAlias, type SeqNode, type YamlNode } from "../../yaml/tree.ts";

/**
 * The tree as it would be after operations, for deciding on it. Untouched nodes are shared, so their places are
 * real; a new node points at the field it is under. Never used for edits.
 */
export function treeAfter(root: MapNode, operations: readonly ValueOperation[]): MapNode {
  const rank = { set: 0, append: 1, remove: 2, prepend: 3 } as const;
  const ordered = [...operations].sort((a, b) => rank[a.op] - rank[b.op] || fromTheBack(a.path, b.path));
  let tree: YamlNode = root;
  for (const operation of ordered) tree = changed(tree, operation.path, operation);
  if (tree.kind !== "map") throw new Bug("an object is no longer a map");
  return tree;
}

/** Indexes mean the items as they were, so removals go from the back. */
function fromTheBack(a: FieldPath, b: FieldPath): number {
  const at = a.findIndex((step, index) => step !== b[index]);
  const [left, right] = [a[at], b[at]];
  return typeof left === "number" && typeof right === "number" ? right - left : 0;
}

function changed(node: YamlNode | null, path: FieldPath, operation: ValueOperation, span?: Span): YamlNode {
  const place = node?.span ?? span ?? { start: 0, end: 0 };
  const [step, ...rest] = path;
  if (step === undefined) return replaced(node, operation, place);
  const own = node === null ? null : resolveAlias(node);
  if (typeof step === "number") {
    if (own?.kind !== "seq") throw new Bug(`no list where item ${step} is meant`);
    return withItem(own, step, rest, operation);
  }
  return withField(own?.kind === "map" ? own : emptyMap(place), step, rest, operation);
}

function withItem(list: SeqNode, index: number, rest: FieldPath, operation: ValueOperation): SeqNode {
  const item = list.items[index];
  if (item === undefined) throw new Bug(`a list has no item ${index}`);
  const items = [...list.items];
  if (rest.length === 0 && operation.op === "remove") items.splice(index, 1);
  else items[index] = changed(item, rest, operation);
  return { ...list, items };
}

function withField(map: MapNode, name: string, rest: FieldPath, operation: ValueOperation): MapNode {
  const index = map.entries.findIndex((entry) => entry.name === name);
  const entry = map.entries[index];
  if (rest.length === 0 && operation.op === "remove")
    return { ...map, entries: map.entries.filter((_, at) => at !== index) };
  const value = changed(entry?.value ?? null, rest, operation, map.span);
  if (entry !== undefined)
    return { ...map, entries: map.entries.map((one, at) => (at === index ? { ...one, value } : one)) };
  return { ...map, entries: [...map.entries, { key: nodeOf(name, map.span), name, value }] };
}

function replaced(node: YamlNode | null, operation: ValueOperation, span: Span): YamlNode {
  if (operation.op === "remove") throw new Bug("a removal without a parent");
  const value = nodeOf(operation.value, span);
  if (operation.op === "set") return value;
  const own = node === null ? null : resolveAlias(node);
  if (own?.kind !== "seq") return { ...emptyMap(span), kind: "seq", flow: false, items: [value] };
  return { ...own, items: operation.op === "append" ? [...own.items, value] : [value, ...own.items] };
}

function emptyMap(span: Span): MapNode {
  return { kind: "map", flow: false, entries: [], span, outerStart: span.start, anchor: null, tag: null };
}
