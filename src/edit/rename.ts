import { type FieldPath, type MapEntry, resolveAlias, type YamlDocument } from "../yaml/tree.ts";
import type { EntryDraft, MapDraft } from "./draft-nodes.ts";
import { disagreement } from "./fresh-change.ts";
import { nameInTheWay, unsupportedLayout } from "./refusal.ts";
import { type QuoteStyle, quotedText, stringText } from "./scalar-text.ts";
import { refuseMergeKey, refuseSharedAnchor } from "./sharing.ts";
import type { TextEdit } from "./text-edit.ts";

/** A field that gets another name, and the path to it by its old one. */
export interface RenamedEntry {
  readonly map: MapDraft;
  readonly entry: EntryDraft;
  readonly path: FieldPath;
}

/**
 * Gives a field of a draft another name. Whether the name is free is not asked here but by `refuseTakenName`, once
 * all operations are in.
 * @throws RefusedEdit when merge keys or aliases stand in the way, Bug when two operations disagree.
 */
export function renameEntry(document: YamlDocument, { map, entry, path }: RenamedEntry, name: string): void {
  const { key } = entry.entry;
  if (entry.renamed !== null && entry.renamed !== name) throw disagreement(path);
  const parent = path.slice(0, -1);
  // A field of the old name must not come through a merge key then, nor one of the new name be hidden.
  for (const one of [String(path.at(-1)), name]) refuseMergeKey(map.node, null, one, [...parent, one]);
  refuseSharedAnchor(document, key, path);
  const isLine = key.kind === "scalar" && key.style !== "literal" && key.style !== "folded";
  if (!isLine || key.span.start === key.span.end)
    throw unsupportedLayout(key.span, "a key that is empty or a block of text");
  entry.renamed = name;
}

/**
 * Two fields of one name are refused where the other is in the manifest.
 * @throws RefusedEdit, or Bug when the other field comes of an operation too.
 */
export function refuseTakenName({ map, entry, path }: RenamedEntry): void {
  const name = entry.renamed;
  if (name === null || entry.removed) return;
  if (map.added.some((one) => one.name === name)) throw disagreement([...path.slice(0, -1), name]);
  const owner = map.entries.find((one) => one !== entry && !one.removed && nameAfter(one) === name);
  if (owner === undefined) return;
  if (owner.renamed !== null) throw disagreement([...path.slice(0, -1), name]);
  throw nameInTheWay(entry.entry.key.span, name, owner.entry.key.span);
}

/** Readers see through the tags and aliases of keys. */
function nameAfter({ entry, renamed }: EntryDraft): string | null {
  const key = resolveAlias(entry.key);
  return renamed ?? (key.kind === "scalar" ? key.text : null);
}

/** The key texts that change. Quotes stay; a name that needs some gets `quotes`. */
export function renameEdits({ entries }: MapDraft, quotes: QuoteStyle): readonly TextEdit[] {
  return entries.flatMap(({ entry, removed, renamed }): TextEdit[] =>
    renamed === null || removed ? [] : [{ ...entry.key.span, text: nameText(entry, renamed, quotes) }],
  );
}

function nameText({ key }: MapEntry, name: string, quotes: QuoteStyle): string {
  const style = key.kind === "scalar" ? key.style : "plain";
  // JSON knows no other quotes, whatever is in the name.
  if (style === "double") return JSON.stringify(name);
  return style === "single" ? quotedText(name, "single") : stringText(name, quotes);
}
