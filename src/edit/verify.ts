import { readDocument } from "../yaml/read.ts";
import { splitDocuments } from "../yaml/split.ts";
import {
  type AliasNode,
  type MapEntry,
  type MapNode,
  resolveAlias,
  type ScalarNode,
  type SeqNode,
  type YamlDocument,
  type YamlNode,
} from "../yaml/tree.ts";
import type { AddedEntry, DraftNode, EntryDraft, ItemDraft, MapDraft, SeqDraft } from "./draft-nodes.ts";
import { type Fresh, yamlText } from "./fresh.ts";
import { isSafePlain } from "./scalar-text.ts";

type VerifyResult =
  | { readonly ok: true; readonly document: YamlDocument }
  | { readonly ok: false; readonly differs: string };

/**
 * Reads the text of one edited document again and compares it with the draft it was made from.
 * Gives the tree of the edited text, or what differs: a bug of the engine, never the user's fault.
 */
export function verifyEdit(edited: string, index: number, expected: DraftNode): VerifyResult {
  return readBack(edited, index, (root) => compareDraft(expected, root));
}

/** The same for a document that is all new. */
export function verifyNew(written: string, index: number, expected: Fresh): VerifyResult {
  return readBack(written, index, (root) => compareFresh(expected, root));
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

/**
 * The comparisons below give null, or the path to the first difference and what it is. They run over every node
 * of every edited document, so they allocate nothing while all is well.
 */
function compareDraft(draft: DraftNode, actual: YamlNode): string | null {
  switch (draft.kind) {
    case "kept":
      return compareNodes(draft.node, actual);
    case "fresh":
      return compareFresh(draft.value, actual);
    case "map":
      return compareMap(draft, actual);
    case "seq":
      return compareSeq(draft, actual);
    default:
      return draft satisfies never;
  }
}

function compareMap(draft: MapDraft, actual: YamlNode): string | null {
  if (actual.kind !== "map") return `: expected a map, found ${actual.kind}`;
  if (actual.anchor !== draft.node.anchor) return ": the anchor changed";
  const expected = expectedEntries(draft);
  if (actual.entries.length !== expected.length)
    return `: expected ${expected.length} keys, found ${actual.entries.length}`;
  for (let index = 0; index < expected.length; index++) {
    const entry = expected[index] as EntryDraft | AddedEntry;
    const found = actual.entries[index] as MapEntry;
    const differs = "entry" in entry ? compareOld(entry, found) : compareAdded(entry, found);
    if (differs !== null) return `/${found.name}${differs}`;
  }
  return null;
}

/** The entries in the order they must be found in. */
function expectedEntries({ entries, added }: MapDraft): readonly (EntryDraft | AddedEntry)[] {
  const expected: (EntryDraft | AddedEntry)[] = [];
  const hasAhead = added.some(({ before }) => before !== null);
  for (const entry of entries) {
    if (hasAhead) for (const one of added) if (one.before === entry) expected.push(one);
    if (!entry.removed) expected.push(entry);
  }
  for (const one of added) if (one.before === null) expected.push(one);
  return expected;
}

function compareOld(expected: EntryDraft, actual: MapEntry): string | null {
  const { entry, renamed, value } = expected;
  const differs =
    renamed === null ? compareNodes(entry.key, actual.key) : compareName(renamed, entry, actual);
  return differs ?? compareDraft(value, actual.value);
}

/** Of a renamed field's key the anchor and tag stay, and no reader may take the name for anything but text. */
function compareName(name: string, { key }: MapEntry, { key: actual }: MapEntry): string | null {
  if (actual.kind !== "scalar" || actual.tag !== key.tag || actual.anchor !== key.anchor)
    return ": the key changed";
  if (actual.text === name && (actual.style !== "plain" || isSafePlain(name))) return null;
  return `: expected the new name ${name}`;
}

function compareAdded(expected: AddedEntry, actual: MapEntry): string | null {
  return actual.name === expected.name
    ? compareFresh(expected.value, actual.value)
    : `: expected the new key ${expected.name}`;
}

function compareSeq(draft: SeqDraft, actual: YamlNode): string | null {
  if (actual.kind !== "seq") return `: expected a list, found ${actual.kind}`;
  if (actual.anchor !== draft.node.anchor) return ": the anchor changed";
  const stays = draft.items.filter((item) => !item.removed);
  const total = draft.before.length + stays.length + draft.after.length;
  if (actual.items.length !== total) return `: expected ${total} items, found ${actual.items.length}`;
  for (let index = 0; index < total; index++) {
    const found = actual.items[index] as YamlNode;
    const old = stays[index - draft.before.length];
    const fresh =
      index < draft.before.length
        ? draft.before[index]
        : draft.after[index - draft.before.length - stays.length];
    const differs =
      fresh === undefined ? compareDraft((old as ItemDraft).value, found) : compareFresh(fresh, found);
    if (differs !== null) return `/${index}${differs}`;
  }
  return null;
}

/** Kept nodes must read exactly as before: kind, style, text, tag, anchor and alias name. */
function compareNodes(expected: YamlNode, actual: YamlNode): string | null {
  if (expected.kind !== actual.kind || expected.tag !== actual.tag || expected.anchor !== actual.anchor)
    return ": the node changed";
  switch (expected.kind) {
    case "scalar": {
      const { text, style } = actual as ScalarNode;
      if (expected.text === text && expected.style === style) return null;
      return `: ${JSON.stringify(expected.text)} became ${JSON.stringify(text)}`;
    }
    case "alias":
      return (actual as AliasNode).name === expected.name ? null : ": the alias changed";
    case "seq":
      return compareItems(expected.items, (actual as SeqNode).items);
    case "map":
      return compareEntries(expected.entries, (actual as MapNode).entries);
    default:
      return expected satisfies never;
  }
}

function compareItems(expected: readonly YamlNode[], actual: readonly YamlNode[]): string | null {
  if (expected.length !== actual.length) return ": the list changed";
  for (let index = 0; index < expected.length; index++) {
    const differs = compareNodes(expected[index] as YamlNode, actual[index] as YamlNode);
    if (differs !== null) return `/${index}${differs}`;
  }
  return null;
}

function compareEntries(expected: readonly MapEntry[], actual: readonly MapEntry[]): string | null {
  if (expected.length !== actual.length) return ": the map changed";
  for (let index = 0; index < expected.length; index++) {
    const wanted = expected[index] as MapEntry;
    const found = actual[index] as MapEntry;
    const differs = compareNodes(wanted.key, found.key) ?? compareNodes(wanted.value, found.value);
    if (differs !== null) return `/${wanted.name}${differs}`;
  }
  return null;
}

function compareFresh(expected: Fresh, actual: YamlNode): string | null {
  const node = resolveAlias(actual);
  if (expected.kind === "scalar") {
    if (node.kind !== "scalar") return `: expected text, found ${node.kind}`;
    if (node.text === expected.text && isRightType(expected, node)) return null;
    return `: expected ${expected.json}, found ${JSON.stringify(node.text)}`;
  }
  if (expected.kind === "seq") {
    if (node.kind !== "seq" || node.items.length !== expected.items.length) return ": the new list differs";
    for (const [index, item] of expected.items.entries()) {
      const differs = compareFresh(item, node.items[index] as YamlNode);
      if (differs !== null) return `/${index}${differs}`;
    }
    return null;
  }
  if (node.kind !== "map" || node.entries.length !== expected.entries.length) return ": the new map differs";
  for (const [index, entry] of expected.entries.entries()) {
    const found = node.entries[index] as MapEntry;
    if (found.name !== entry.name) return `: expected the key ${entry.name}`;
    const differs = compareFresh(entry.value, found.value);
    if (differs !== null) return `/${entry.name}${differs}`;
  }
  return null;
}

/** A string must not have been written so that a reader takes it for a number, and the other way round. */
function isRightType(expected: Extract<Fresh, { kind: "scalar" }>, actual: ScalarNode): boolean {
  const isString = expected.json.startsWith('"');
  if (actual.style !== "plain") return isString;
  return !isString || yamlText(expected, "double") === expected.text;
}
