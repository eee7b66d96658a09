import { type MapNode, resolveAlias, type SeqNode, type YamlDocument, type YamlNode } from "../yaml/tree.ts";
import { afterColon, columnOf, dashOf, sameLine, type TextLines, textLines } from "./geometry.ts";
import type { QuoteStyle } from "./scalar-text.ts";

/** How the neighbours are laid out; new text follows it. */
export interface LayoutStyle {
  /** Columns that a nested block map moves right. */
  readonly indent: number;
  /** Columns that a block list moves right of its key; 0 for the un-indented lists of half of real files. */
  readonly seqIndent: number;
  /** Spaces between the `-` and its item. */
  readonly dashGap: number;
  readonly quotes: QuoteStyle;
}

interface Found {
  indent: number | null;
  seqIndent: number | null;
  dashGap: number | null;
  quotes: QuoteStyle | null;
}

/** Tells the style at places of one document. What a node shows is looked for once: a List may have thousands of objects. */
export class NeighbourStyles {
  readonly #lines: TextLines;
  readonly #shown = new Map<YamlNode, Readonly<Found>>();

  constructor(lines: TextLines) {
    this.#lines = lines;
  }

  /**
   * Style from the nearest neighbours: `ancestors` goes from the collection that is edited outwards; the first
   * example found decides, and what no example shows is kubectl's habit (two spaces, double quotes).
   */
  styleIn(ancestors: readonly YamlNode[]): LayoutStyle {
    const found = nothingFound();
    for (const node of ancestors) {
      const shown = this.#shownBy(node);
      found.indent ??= shown.indent;
      found.seqIndent ??= shown.seqIndent;
      found.dashGap ??= shown.dashGap;
      found.quotes ??= shown.quotes;
      if (
        found.indent !== null &&
        found.seqIndent !== null &&
        found.dashGap !== null &&
        found.quotes !== null
      )
        break;
    }
    return {
      indent: found.indent ?? 2,
      seqIndent: found.seqIndent ?? 0,
      dashGap: found.dashGap ?? 1,
      quotes: found.quotes ?? "double",
    };
  }

  #shownBy(node: YamlNode): Readonly<Found> {
    const known = this.#shown.get(node);
    if (known !== undefined) return known;
    const found = nothingFound();
    observe(this.#lines, node, found, 0);
    this.#shown.set(node, found);
    return found;
  }
}

/** How a document is laid out, for another one beside it. */
export function documentStyle(text: string, { span, root }: YamlDocument): LayoutStyle {
  return new NeighbourStyles(textLines(text, span)).styleIn(root === null ? [] : [resolveAlias(root)]);
}

function nothingFound(): Found {
  return { indent: null, seqIndent: null, dashGap: null, quotes: null };
}

/** Looks a few levels down only: far descendants are no neighbours. */
const REACH = 6;

function observe(lines: TextLines, node: YamlNode, found: Found, depth: number): void {
  if (depth > REACH) return;
  if (node.kind === "scalar") {
    if (found.quotes === null && (node.style === "double" || node.style === "single"))
      found.quotes = node.style;
    return;
  }
  if (node.kind === "alias") return;
  if (node.flow) {
    for (const child of childrenOf(node))
      if (child.kind === "scalar") observe(lines, child, found, depth + 1);
    return;
  }
  if (node.kind === "map") observeMap(lines, node, found, depth);
  else for (const item of node.items) observe(lines, item, found, depth + 1);
}

function childrenOf(node: MapNode | SeqNode): readonly YamlNode[] {
  return node.kind === "seq" ? node.items : node.entries.map(({ value }) => value);
}

function observeMap(lines: TextLines, map: MapNode, found: Found, depth: number): void {
  for (const entry of map.entries) {
    const { key, value } = entry;
    // Behind `?` a key does not stand in the map's column.
    if (value.kind === "scalar" || afterColon(lines, entry) < 0) continue;
    if (value.kind === "map" && !value.flow && found.indent === null && value.entries.length > 0) {
      const step = columnOf(lines, value.span.start) - columnOf(lines, key.outerStart);
      if (step > 0) found.indent = step;
    }
    if (value.kind === "seq" && !value.flow) observeSeq(lines, columnOf(lines, key.outerStart), value, found);
  }
  for (const { value } of map.entries) observe(lines, value, found, depth + 1);
}

function observeSeq(lines: TextLines, keyColumn: number, seq: SeqNode, found: Found): void {
  found.seqIndent ??= Math.max(0, columnOf(lines, seq.span.start) - keyColumn);
  const first = seq.items[0];
  if (first === undefined || found.dashGap !== null) return;
  const gap = dashGapOf(lines, first);
  if (gap !== null) found.dashGap = gap;
}

/** Spaces between an item and its dash, or null when the item is empty or on a later line. */
export function dashGapOf(lines: TextLines, item: YamlNode): number | null {
  const dash = dashOf(lines, item);
  if (dash < 0 || item.span.start === item.span.end || !sameLine(lines, dash, item.outerStart)) return null;
  return item.outerStart - dash - 1;
}
