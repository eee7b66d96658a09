import type { MapEntry, MapNode, SeqNode, YamlNode } from "../yaml/tree.ts";
import type { Fresh, FreshEntry } from "./fresh.ts";

/**
 * The tree as it shall be: nodes that stay are kept by reference, the others say what becomes of them.
 * `DraftBuilder` gathers operations in it; text edits, the verification and the view that decisions look at come from it.
 */
export type DraftNode = KeptDraft | FreshDraft | MapDraft | SeqDraft;

interface KeptDraft {
  readonly kind: "kept";
  readonly node: YamlNode;
}

/** A value that replaces `node`, or that is new when `node` is null. */
export interface FreshDraft {
  readonly kind: "fresh";
  readonly node: YamlNode | null;
  value: Fresh;
}

export interface MapDraft {
  readonly kind: "map";
  readonly node: MapNode;
  readonly entries: EntryDraft[];
  readonly added: AddedEntry[];
}

/** A new field; in front of the old entry `before`, else at the end. */
export interface AddedEntry extends FreshEntry {
  readonly before: EntryDraft | null;
}

export interface EntryDraft {
  readonly entry: MapEntry;
  value: DraftNode;
  removed: boolean;
  /** The new name of the field, null where it keeps its own. */
  renamed: string | null;
}

export interface SeqDraft {
  readonly kind: "seq";
  readonly node: SeqNode;
  readonly items: ItemDraft[];
  readonly before: Fresh[];
  readonly after: Fresh[];
}

export interface ItemDraft {
  readonly node: YamlNode;
  value: DraftNode;
  removed: boolean;
}

/** A draft of a collection with nothing changed yet. */
export function openMap(node: MapNode): MapDraft {
  const entries = node.entries.map(
    (entry): EntryDraft => ({ entry, value: kept(entry.value), removed: false, renamed: null }),
  );
  return { kind: "map", node, entries, added: [] };
}

/** A draft of a list with nothing changed yet. */
export function openSeq(node: SeqNode): SeqDraft {
  const items = node.items.map((item): ItemDraft => ({ node: item, value: kept(item), removed: false }));
  return { kind: "seq", node, items, before: [], after: [] };
}

/** A draft that leaves a node as it is. */
export function kept(node: YamlNode): KeptDraft {
  return { kind: "kept", node };
}

/** True when a draft of a map leaves nothing in it. */
export function isEmptied(draft: MapDraft | SeqDraft): boolean {
  if (draft.kind === "map") return draft.added.length === 0 && draft.entries.every((entry) => entry.removed);
  return draft.before.length === 0 && draft.after.length === 0 && draft.items.every((item) => item.removed);
}
