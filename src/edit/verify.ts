import { readDocument } from "../yaml/read.ts";
import { splitDocuments } from "../yaml/split.ts";
import {
  type MapEntry,
  resolveAlias,
  type ScalarNode,
  type YamlDocument,
  type YamlNode,
} from "../yaml/tree.ts";
import type { AddedEntry, Draft, EntryDraft, MapDraft, SeqDraft } from "./draft.ts";
import type { Fresh } from "./fresh.ts";

export type VerifyResult =
  | { readonly ok: true; readonly document: YamlDocument }
  | { readonly ok: false; readonly differs: string };

/**
 * Reads the text of one edited document again and compares it with the draft it was made from.
 * Gives the tree of the edited text, or what differs: a bug of the engine, never the user's fault.
 */
export function verifyEdit(edited: string, index: number, expected: Draft): VerifyResult {
  return readBack(edited, index, (root) => compareDraft(expected, root, ""));
}

/** The same for a document that is all new. */
export function verifyNew(written: string, index: number, expected: Fresh): VerifyResult {
  return readBack(written, index, (root) => compareFresh(expected, root, ""));
}

function readBack(text: string, index: number, compare: (root: YamlNode) => string | null): VerifyResult {
  const documents = splitDocuments(text);
  const [document] = documents;
  if (documents.length !== 1 || document === undefined)
    return { ok: false, differs: `the edit changed the number of documents to ${documents.length}` };
  const result = readDocument(text, document.content);
  if (!result.ok) return { ok: false, differs: `the edited document cannot be read: ${result.reason}` };
  if (result.root === null) return { ok: false, differs: "the edited document is empty" };
  const differs = compare(result.root);
  if (differs !== null) return { ok: false, differs };
  return { ok: true, document: { index, span: document.span, root: result.root, aliases: result.aliases } };
}

function compareDraft(draft: Draft, actual: YamlNode, path: string): string | null {
  switch (draft.kind) {
    case "kept":
      return compareNodes(draft.node, actual, path);
    case "fresh":
      return compareFresh(draft.value, actual, path);
    case "map":
      return compareMap(draft, actual, path);
    case "seq":
      return compareSeq(draft, actual, path);
    default:
      return draft satisfies never;
  }
}

function compareMap(draft: MapDraft, actual: YamlNode, path: string): string | null {
  if (actual.kind !== "map") return `${path}: expected a map, found ${actual.kind}`;
  if (actual.anchor !== draft.node.anchor) return `${path}: the anchor changed`;
  const expected = draft.entries.flatMap((entry): (EntryDraft | AddedEntry)[] => {
    const ahead = draft.added.filter(({ before }) => before === entry);
    return entry.removed ? ahead : [...ahead, entry];
  });
  expected.push(...draft.added.filter(({ before }) => before === null));
  if (actual.entries.length !== expected.length)
    return `${path}: expected ${expected.length} keys, found ${actual.entries.length}`;
  return firstOf(expected, (entry, index) => compareEntry(entry, actual.entries[index] as MapEntry, path));
}

function compareEntry(expected: EntryDraft | AddedEntry, actual: MapEntry, path: string): string | null {
  if ("entry" in expected)
    return (
      compareNodes(expected.entry.key, actual.key, path) ??
      compareDraft(expected.value, actual.value, `${path}/${expected.entry.name}`)
    );
  if (actual.name !== expected.name) return `${path}: expected the new key ${expected.name}`;
  return compareFresh(expected.value, actual.value, `${path}/${expected.name}`);
}

function compareSeq(draft: SeqDraft, actual: YamlNode, path: string): string | null {
  if (actual.kind !== "seq") return `${path}: expected a list, found ${actual.kind}`;
  if (actual.anchor !== draft.node.anchor) return `${path}: the anchor changed`;
  const stays = draft.items.filter((item) => !item.removed);
  const total = draft.before.length + stays.length + draft.after.length;
  if (actual.items.length !== total) return `${path}: expected ${total} items, found ${actual.items.length}`;
  const expected: readonly (Draft | Fresh)[] = [
    ...draft.before,
    ...stays.map((item) => item.value),
    ...draft.after,
  ];
  for (const [index, item] of expected.entries()) {
    const found = actual.items[index] as YamlNode;
    const isFresh = index < draft.before.length || index >= draft.before.length + stays.length;
    const differs = isFresh
      ? compareFresh(item as Fresh, found, `${path}/${index}`)
      : compareDraft(item as Draft, found, `${path}/${index}`);
    if (differs !== null) return differs;
  }
  return null;
}

/** Kept nodes must read exactly as before: kind, style class, text, tag, anchor and alias name. */
function compareNodes(expected: YamlNode, actual: YamlNode, path: string): string | null {
  if (expected.kind !== actual.kind || expected.tag !== actual.tag || expected.anchor !== actual.anchor)
    return `${path}: the node changed`;
  if (expected.kind === "alias")
    return actual.kind === "alias" && actual.name === expected.name ? null : `${path}: the alias changed`;
  if (expected.kind === "scalar")
    return sameScalar(expected, actual as ScalarNode)
      ? null
      : `${path}: ${JSON.stringify(expected.text)} became ${JSON.stringify((actual as ScalarNode).text)}`;
  if (expected.kind === "seq") {
    const found = actual.kind === "seq" ? actual.items : [];
    if (found.length !== expected.items.length) return `${path}: the list changed`;
    return firstOf(expected.items, (item, index) =>
      compareNodes(item, found[index] as YamlNode, `${path}/${index}`),
    );
  }
  const found = actual.kind === "map" ? actual.entries : [];
  if (found.length !== expected.entries.length) return `${path}: the map changed`;
  return firstOf(expected.entries, (entry, index) => {
    const other = found[index];
    if (other === undefined) return `${path}: a key went`;
    return (
      compareNodes(entry.key, other.key, path) ??
      compareNodes(entry.value, other.value, `${path}/${entry.name}`)
    );
  });
}

function sameScalar(expected: ScalarNode, actual: ScalarNode): boolean {
  return expected.text === actual.text && expected.style === actual.style;
}

function compareFresh(expected: Fresh, actual: YamlNode, path: string): string | null {
  const node = resolveAlias(actual);
  if (expected.kind === "scalar") {
    if (node.kind !== "scalar") return `${path}: expected text, found ${node.kind}`;
    return node.text === expected.text && isRightType(expected, node)
      ? null
      : `${path}: expected ${expected.json}, found ${JSON.stringify(node.text)}`;
  }
  if (expected.kind === "seq") {
    if (node.kind !== "seq" || node.items.length !== expected.items.length)
      return `${path}: the new list differs`;
    return firstOf(expected.items, (item, index) =>
      compareFresh(item, node.items[index] as YamlNode, `${path}/${index}`),
    );
  }
  if (node.kind !== "map" || node.entries.length !== expected.entries.length)
    return `${path}: the new map differs`;
  return firstOf(expected.entries, (entry, index) => {
    const other = node.entries[index];
    if (other === undefined || other.name !== entry.name) return `${path}: expected the key ${entry.name}`;
    return compareFresh(entry.value, other.value, `${path}/${entry.name}`);
  });
}

/** A string must not have been written so that a reader takes it for a number, and the other way round. */
function isRightType(expected: Extract<Fresh, { kind: "scalar" }>, actual: ScalarNode): boolean {
  const isString = expected.json.startsWith('"');
  if (actual.style !== "plain") return isString;
  return !isString || expected.yaml("double") === expected.text;
}

function firstOf<T>(list: readonly T[], check: (item: T, index: number) => string | null): string | null {
  for (const [index, item] of list.entries()) {
    const differs = check(item, index);
    if (differs !== null) return differs;
  }
  return null;
}
