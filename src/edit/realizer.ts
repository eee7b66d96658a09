import { Bug } from "../kernel/failure.ts";
import type { MapEntry, MapNode, SeqNode, YamlNode } from "../yaml/tree.ts";
import {
  type BlockScope,
  blockMapAdditions,
  blockMapRemovals,
  blockSeqEdits,
  deleteLines,
  emptyBlock,
  insertLines,
} from "./block.ts";
import { type DraftNode, type FreshDraft, isEmptied, type MapDraft, type SeqDraft } from "./draft-nodes.ts";
import { flowEdits, flowStyle } from "./flow.ts";
import type { Fresh } from "./fresh.ts";
import {
  afterColon,
  beginsLine,
  columnOf,
  contentEnd,
  dashOf,
  indentOf,
  lineAfter,
  lineStart,
  nextLine,
  type TextLines,
  valueSlot,
} from "./geometry.ts";
import { unsupportedLayout } from "./refusal.ts";
import { renameEdits } from "./rename.ts";
import { blockItem, flowText, withKey } from "./render.ts";
import type { LayoutStyle, NeighbourStyles } from "./style.ts";
import type { TextEdit } from "./text-edit.ts";

/** Where a value stands: under a key of a map, or as an item of a list. */
type Place =
  | { readonly in: "map"; readonly entry: MapEntry; readonly flow: boolean }
  | { readonly in: "seq"; readonly item: YamlNode; readonly flow: boolean }
  | { readonly in: "root" };

/** Writes the edits that lead from a document to a draft of it, each place in the style of its neighbours. */
export class Realizer {
  readonly #scope: BlockScope;
  readonly #styles: NeighbourStyles;
  readonly #edits: TextEdit[] = [];
  readonly #ancestors: YamlNode[] = [];

  constructor(scope: BlockScope, styles: NeighbourStyles) {
    this.#scope = scope;
    this.#styles = styles;
  }

  /** The edits, sorted and free of overlaps. */
  realize(root: DraftNode): readonly TextEdit[] {
    this.#visit(root, { in: "root" });
    // Insertions at one place keep the order they were made in: the inner ones first.
    const order = this.#edits.map((edit, index) => ({ edit, index }));
    order.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index);
    return mergeTouching(order.map(({ edit }) => edit));
  }

  #visit(draft: DraftNode, place: Place): void {
    switch (draft.kind) {
      case "kept":
        return;
      case "fresh":
        this.#replace(draft, place);
        return;
      case "map":
      case "seq":
        this.#collection(draft, place);
        return;
      default:
        draft satisfies never;
    }
  }

  #collection(draft: MapDraft | SeqDraft, place: Place): void {
    const { node } = draft;
    if (draft.kind === "map" && !node.flow) refuseExplicitKeys(this.#scope, draft);
    if (isEmptied(draft) && childCount(node) > 0) {
      this.#empty(node, place);
      return;
    }
    this.#ancestors.unshift(node);
    if (draft.kind === "map") {
      for (const child of draft.entries)
        if (!child.removed) this.#visit(child.value, { in: "map", entry: child.entry, flow: node.flow });
    } else {
      for (const child of draft.items)
        if (!child.removed) this.#visit(child.value, { in: "seq", item: child.node, flow: node.flow });
    }
    const style = this.#styles.styleIn(this.#ancestors);
    if (draft.kind === "map") this.#edits.push(...renameEdits(draft, style.quotes));
    if (node.flow) this.#edits.push(...this.#flow(draft, place, style));
    else if (draft.kind === "map")
      this.#edits.push(
        ...blockMapRemovals(this.#scope, draft),
        ...blockMapAdditions(this.#scope, draft, style),
      );
    else this.#edits.push(...blockSeqEdits(this.#scope, draft, style));
    this.#ancestors.shift();
  }

  #flow(draft: MapDraft | SeqDraft, place: Place, style: LayoutStyle): readonly TextEdit[] {
    const { node } = draft;
    const isGrown = childCount(node) === 0 && !isEmptied(draft);
    if (isGrown && !this.#isInFlow(place) && !isJsonText(this.#scope.text)) {
      this.#replace({ kind: "fresh", node, value: freshOf(draft) }, place);
      return [];
    }
    return flowEdits(
      this.#scope,
      draft,
      flowStyle(this.#scope, this.#ancestors, style, this.#scope.lineBreak),
    );
  }

  #isInFlow(place: Place): boolean {
    return place.in !== "root" && place.flow;
  }

  /** All content of a collection goes. */
  #empty(node: MapNode | SeqNode, place: Place): void {
    if (node.flow) {
      this.#edits.push({ start: node.span.start + 1, end: node.span.end - 1, text: "" });
      return;
    }
    if (place.in === "root") throw unsupportedLayout(node.span, "the whole document would be left empty");
    const slot =
      place.in === "map" ? valueSlot(this.#scope, place.entry) : dashOf(this.#scope, place.item) + 1;
    if (slot <= 0) throw unsupportedLayout(node.span, "the place of this value was not found");
    this.#edits.push(...emptyBlock(this.#scope, node, slot));
  }

  #replace(draft: FreshDraft, place: Place): void {
    const { node, value } = draft;
    if (node === null) throw new Bug("a new value without a place");
    if (place.in === "root") throw unsupportedLayout(node.span, "the whole document would be replaced");
    const style = this.#styles.styleIn(this.#ancestors);
    if (place.flow) {
      this.#replaceInFlow(node, value, style);
      return;
    }
    if (place.in === "map") this.#replaceEntry(place.entry, node, value, style);
    else this.#replaceItem(place.item, node, value, style);
  }

  #replaceInFlow(node: YamlNode, value: Fresh, style: LayoutStyle): void {
    const { text, lineBreak } = this.#scope;
    const spelled = flowStyle(this.#scope, this.#ancestors, style, lineBreak);
    const start = lineStart(this.#scope, node.span.start);
    const written = flowText(
      value,
      spelled,
      text.slice(start, start + indentOf(this.#scope, node.span.start)),
    );
    const gap = node.span.start === node.span.end && !/\s/.test(text[node.span.start - 1] ?? " ") ? " " : "";
    this.#edits.push({ start: node.span.start, end: node.span.end, text: gap + written });
  }

  #replaceEntry(entry: MapEntry, node: YamlNode, value: Fresh, style: LayoutStyle): void {
    const slot = valueSlot(this.#scope, entry);
    if (slot < 0) throw unsupportedLayout(entry.key.span, "a key that is written with `?`");
    this.#replaceBehind(node, slot, withKey("", value, columnOf(this.#scope, entry.key.outerStart), style));
  }

  #replaceItem(item: YamlNode, node: YamlNode, value: Fresh, style: LayoutStyle): void {
    const dash = dashOf(this.#scope, item);
    if (dash < 0) throw unsupportedLayout(item.span, "the list item's dash was not found");
    const column = columnOf(this.#scope, dash);
    const [first = "", ...rest] = blockItem(value, column, style);
    this.#replaceBehind(node, dash + 1, [first.slice(column + 1), ...rest]);
  }

  /** `lines[0]` goes behind the key or dash at `slot`, the others on lines of their own. */
  #replaceBehind(node: YamlNode, slot: number, lines: readonly string[]): void {
    const isBlock = (node.kind === "map" || node.kind === "seq") && !node.flow;
    if (isBlock) this.#replaceBlock(node, slot, lines);
    else this.#replaceInline(node, slot, lines);
  }

  /** A scalar, alias or flow value: its own text is replaced; lines that are new go behind its last line. */
  #replaceInline(node: YamlNode, slot: number, lines: readonly string[]): void {
    const { text } = this.#scope;
    const [first = "", ...rest] = lines;
    const end = node.kind === "scalar" ? contentEnd(this.#scope, node) : node.span.end;
    const isBlockScalar = node.kind === "scalar" && (node.style === "literal" || node.style === "folded");
    const isNew = node.span.start === node.span.end;
    const written = first.trim();
    if (isNew) {
      if (written !== "") this.#edits.push({ start: slot, end: slot, text: ` ${written}` });
    } else if (written === "") this.#edits.push({ start: slot, end, text: "" });
    else
      this.#edits.push({
        start: node.span.start,
        end: isBlockScalar && end === node.span.end && text[end - 1] === "\n" ? end - 1 : end,
        text: written,
      });
    if (rest.length === 0) return;
    const at = nextLine(this.#scope, Math.max(slot, end - (text[end - 1] === "\n" ? 1 : 0)));
    this.#edits.push(insertLines(this.#scope, at, rest));
  }

  /** A block collection: its lines go, what replaces it begins behind the key or dash. */
  #replaceBlock(node: YamlNode, slot: number, lines: readonly string[]): void {
    const [first = "", ...rest] = lines;
    if (!beginsLine(this.#scope, node.span.start)) {
      const tail = rest.map((line) => this.#scope.lineBreak + line).join("");
      this.#edits.push({
        start: node.span.start,
        end: contentEnd(this.#scope, node),
        text: first.trimStart() + tail,
      });
      return;
    }
    if (first.trim() !== "") this.#edits.push({ start: slot, end: slot, text: ` ${first.trim()}` });
    const from = lineStart(this.#scope, node.span.start);
    this.#edits.push(deleteLines(from, lineAfter(this.#scope, node)));
    if (rest.length > 0) this.#edits.push(insertLines(this.#scope, lineAfter(this.#scope, node), rest));
  }
}

/** A map keeps or gives up fields line by line; a key that is written with `?` does not begin its own line. */
function refuseExplicitKeys(lines: TextLines, { entries, added }: MapDraft): void {
  if (added.length === 0 && !entries.some(({ removed }) => removed)) return;
  const explicit = entries.find(({ entry }) => afterColon(lines, entry) < 0);
  if (explicit !== undefined)
    throw unsupportedLayout(explicit.entry.key.span, "a key beside it is written with `?`");
}

function childCount(node: MapNode | SeqNode): number {
  return node.kind === "map" ? node.entries.length : node.items.length;
}

function freshOf(draft: MapDraft | SeqDraft): Fresh {
  return draft.kind === "map"
    ? { kind: "map", entries: draft.added }
    : { kind: "seq", items: [...draft.before, ...draft.after] };
}

function isJsonText(text: string): boolean {
  return /^\ufeff?\s*[[{]/.test(text);
}

/** An insertion that begins where a deletion ends becomes one edit with it. */
function mergeTouching(edits: readonly TextEdit[]): readonly TextEdit[] {
  const merged: TextEdit[] = [];
  for (const edit of edits) {
    const last = merged.at(-1);
    if (last !== undefined && last.end === edit.start)
      merged[merged.length - 1] = { start: last.start, end: edit.end, text: last.text + edit.text };
    else merged.push(edit);
  }
  return merged;
}
