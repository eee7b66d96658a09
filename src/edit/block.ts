import type { MapNode, SeqNode } from "../yaml/tree.ts";
import type { EntryDraft, ItemDraft, MapDraft, SeqDraft } from "./draft-nodes.ts";
import {
  beginsLine,
  columnOf,
  contentEnd,
  dashOf,
  endsAtLineStart,
  lineAfter,
  lineEnd,
  lineStart,
  skipComments,
  type TextLines,
} from "./geometry.ts";
import { unsupportedLayout } from "./refusal.ts";
import { blockEntry, blockItem } from "./render.ts";
import { dashGapOf, type LayoutStyle } from "./style.ts";
import type { TextEdit } from "./text-edit.ts";

/** What block edits need to know of the document around. The text ends with a line end, see `open-end.ts`. */
export interface BlockScope extends TextLines {
  /** End of the document: nothing is inserted behind it. */
  readonly limit: number;
  readonly lineBreak: string;
}

/** Inserts whole lines at `at`, which is a line's start. */
export function insertLines(scope: BlockScope, at: number, lines: readonly string[]): TextEdit {
  return { start: at, end: at, text: lines.map((line) => line + scope.lineBreak).join("") };
}

/** Deletes whole lines. */
export function deleteLines(start: number, end: number): TextEdit {
  return { start, end, text: "" };
}

/** New entries of a block map, behind its last one. */
export function blockMapAdditions(
  scope: BlockScope,
  draft: MapDraft,
  style: LayoutStyle,
): readonly TextEdit[] {
  const ahead = insertionsAhead(scope, draft, style);
  const added = draft.added.filter(({ before }) => before === null);
  if (added.length === 0) return ahead;
  const { node } = draft;
  const last = node.entries.at(-1);
  if (last === undefined) throw unsupportedLayout(node.span, "a block map without entries");
  const column = columnOf(scope, (node.entries[0]?.key ?? last.key).outerStart);
  const from = lineAfter(scope, last.value);
  // Comments as deep as the map's own keys follow what they stand behind; they belong to this map.
  const at = skipComments(scope, Math.min(from, scope.limit), scope.limit, (comment) => comment >= column);
  const lines = added.flatMap((entry) => blockEntry(entry, column, style));
  return [...ahead, insertLines(scope, at, lines)];
}

/** New entries that go in front of an old one, above the comments that describe it. */
function insertionsAhead(scope: BlockScope, draft: MapDraft, style: LayoutStyle): readonly TextEdit[] {
  return draft.added.flatMap((added): TextEdit[] => {
    if (added.before === null) return [];
    const start = added.before.entry.key.outerStart;
    const column = columnOf(scope, start);
    const lines = blockEntry(added, column, style);
    if (beginsLine(scope, start) && !takesDash(scope, draft, added.before))
      return [insertLines(scope, aboveComments(scope, start), lines)];
    const [first = "", ...rest] = [...lines, " ".repeat(column)];
    return [{ start, end: start, text: [first.slice(column), ...rest].join(scope.lineBreak) }];
  });
}

/** Start of the comment lines that stand directly above the line of `offset`, else of that line itself. */
function aboveComments(scope: BlockScope, offset: number): number {
  let at = lineStart(scope, offset);
  while (at > 0 && /^[ \t]*#/.test(scope.text.slice(lineStart(scope, at - 1), at)))
    at = lineStart(scope, at - 1);
  return at;
}

/** Removed entries of a block map that keeps at least one old entry, or gets a new one. */
export function blockMapRemovals(scope: BlockScope, draft: MapDraft): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  draft.entries.forEach((entry, index) => {
    if (!entry.removed) return;
    const start = entry.entry.key.outerStart;
    if (beginsLine(scope, start))
      edits.push(deleteLines(lineStart(scope, start), lineAfter(scope, entry.entry.value)));
    else edits.push(removeBehindDash(scope, draft, index));
  });
  return edits;
}

/** True for an entry that moves up behind the dash, because the first key of the map goes. */
function takesDash(scope: BlockScope, { entries }: MapDraft, entry: EntryDraft): boolean {
  const [first] = entries;
  if (first === undefined || !first.removed || entries[1] !== entry) return false;
  const start = entry.entry.key.outerStart;
  return !beginsLine(scope, first.entry.key.outerStart) && isBlank(scope, first, start);
}

/** True when nothing but white space stands between an entry and an offset. */
function isBlank(scope: BlockScope, { entry }: EntryDraft, offset: number): boolean {
  return scope.text.slice(contentEnd(scope, entry.value), offset).trim() === "";
}

/** The first key of a map stands behind a dash: the next key that stays takes its place. */
function removeBehindDash(scope: BlockScope, draft: MapDraft, index: number): TextEdit {
  const { text } = scope;
  const entry = draft.entries[index] as EntryDraft;
  const start = entry.entry.key.outerStart;
  const next = draft.entries[index + 1];
  const isNextStaying = next !== undefined && !next.removed;
  if (isNextStaying && isBlank(scope, entry, next.entry.key.outerStart))
    return { start, end: next.entry.key.outerStart, text: "" };
  // A comment stands between, or the next one goes too: the dash stays alone on its line.
  let from = start;
  while (text.charCodeAt(from - 1) === 32) from--;
  const end = endsAtLineStart(scope, entry.entry.value)
    ? contentEnd(scope, entry.entry.value)
    : lineEnd(scope, contentEnd(scope, entry.entry.value));
  return { start: from, end, text: "" };
}

/** New and removed items of a block list that keeps at least one old item, or gets a new one. */
export function blockSeqEdits(scope: BlockScope, draft: SeqDraft, style: LayoutStyle): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const { node } = draft;
  const column = columnOf(scope, node.span.start);
  const own: LayoutStyle = { ...style, dashGap: gapOf(scope, node) ?? style.dashGap };
  if (draft.before.length > 0) edits.push(prependItems(scope, draft, column, own));
  for (const item of draft.items) if (item.removed) edits.push(removeItem(scope, draft, item));
  if (draft.after.length > 0) {
    const last = node.items.at(-1);
    if (last === undefined) throw unsupportedLayout(node.span, "a block list without items");
    const from = lineAfter(scope, last);
    const at = skipComments(scope, Math.min(from, scope.limit), scope.limit, commentedOutItems(column));
    edits.push(
      insertLines(
        scope,
        at,
        draft.after.flatMap((item) => blockItem(item, column, own)),
      ),
    );
  }
  return edits;
}

/**
 * Tells which comments behind a list belong to it: deeper ones, and at the column of its dashes items that were
 * commented out, with the lines that stand behind their dash. Others describe the field that follows.
 */
function commentedOutItems(column: number): (at: number, words: string) => boolean {
  let dash = Number.POSITIVE_INFINITY;
  return (at, words) => {
    if (at > column) return true;
    if (at < column) return false;
    const inner = /^#\s*/.exec(words)?.[0].length ?? 1;
    if (/^-(?:\s|$)/.test(words.slice(inner))) {
      dash = inner;
      return true;
    }
    return inner >= dash + 2;
  };
}

function gapOf(lines: TextLines, node: SeqNode): number | null {
  for (const item of node.items) {
    const gap = dashGapOf(lines, item);
    if (gap !== null) return gap;
  }
  return null;
}

function prependItems(scope: BlockScope, draft: SeqDraft, column: number, style: LayoutStyle): TextEdit {
  const { node } = draft;
  const lines = draft.before.flatMap((item) => blockItem(item, column, style));
  if (beginsLine(scope, node.span.start)) {
    // Comments above the first item describe it: the new item goes above them.
    return insertLines(scope, aboveComments(scope, node.span.start), lines);
  }
  const [first = "", ...rest] = lines;
  const tail = rest.map((line) => line + scope.lineBreak).join("");
  return {
    start: node.span.start,
    end: node.span.start,
    text: `${first.slice(column)}${scope.lineBreak}${tail}${" ".repeat(column)}`,
  };
}

function removeItem(scope: BlockScope, draft: SeqDraft, removed: ItemDraft): TextEdit {
  const { text } = scope;
  const item = removed.node;
  const dash = dashOf(scope, item);
  if (dash < 0) throw unsupportedLayout(item.span, "the list item's dash was not found");
  if (beginsLine(scope, dash)) return deleteLines(lineStart(scope, dash), lineAfter(scope, item));
  // The first item of a list inside a list shares its line with the outer dash.
  const next = draft.items[draft.items.indexOf(removed) + 1];
  const nextDash = next === undefined || next.removed ? -1 : dashOf(scope, next.node);
  if (nextDash < 0 || text.slice(contentEnd(scope, item), nextDash).trim() !== "")
    throw unsupportedLayout(item.span, "a list item that shares its line with another dash");
  return { start: dash, end: nextDash, text: "" };
}

/** Replaces all of a block collection that is left empty by `{}` or `[]` behind its key, anchor or dash. */
export function emptyBlock(scope: BlockScope, node: MapNode | SeqNode, slot: number): readonly TextEdit[] {
  const braces = node.kind === "map" ? "{}" : "[]";
  const start = node.span.start;
  if (!beginsLine(scope, start)) return [{ start, end: contentEnd(scope, node), text: braces }];
  return [
    { start: slot, end: slot, text: ` ${braces}` },
    deleteLines(lineStart(scope, start), lineAfter(scope, node)),
  ];
}
