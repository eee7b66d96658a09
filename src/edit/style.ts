import type { MapNode, SeqNode, YamlNode } from "../yaml/tree.ts";
import { afterColon, columnOf, dashOf, sameLine } from "./geometry.ts";
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

/**
 * Style from the nearest neighbours: `ancestors` goes from the collection that is edited outwards; the first
 * example found decides, and what no example shows is kubectl's habit (two spaces, double quotes).
 */
export function layoutStyle(text: string, ancestors: readonly YamlNode[]): LayoutStyle {
  const found: Found = { indent: null, seqIndent: null, dashGap: null, quotes: null };
  for (const node of ancestors) {
    const shown = shownBy(text, node);
    found.indent ??= shown.indent;
    found.seqIndent ??= shown.seqIndent;
    found.dashGap ??= shown.dashGap;
    found.quotes ??= shown.quotes;
    if (found.indent !== null && found.seqIndent !== null && found.dashGap !== null && found.quotes !== null)
      break;
  }
  const indent = found.indent ?? 2;
  return {
    indent,
    seqIndent: found.seqIndent ?? 0,
    dashGap: found.dashGap ?? 1,
    quotes: found.quotes ?? "double",
  };
}

/** What the ancestors show is asked for at every edit: a List of thousands of objects is looked through once. */
const remembered = new WeakMap<YamlNode, Readonly<Found>>();

function shownBy(text: string, node: YamlNode): Readonly<Found> {
  const known = remembered.get(node);
  if (known !== undefined) return known;
  const found: Found = { indent: null, seqIndent: null, dashGap: null, quotes: null };
  observe(text, node, found, 0);
  remembered.set(node, found);
  return found;
}

/** Looks a few levels down only: far descendants are no neighbours. */
const REACH = 6;

function observe(text: string, node: YamlNode, found: Found, depth: number): void {
  if (depth > REACH) return;
  if (node.kind === "scalar") {
    if (found.quotes === null && (node.style === "double" || node.style === "single"))
      found.quotes = node.style;
    return;
  }
  if (node.kind === "alias") return;
  if (node.flow) {
    for (const child of childrenOf(node)) if (child.kind === "scalar") observe(text, child, found, depth + 1);
    return;
  }
  if (node.kind === "map") observeMap(text, node, found, depth);
  else for (const item of node.items) observe(text, item, found, depth + 1);
}

function childrenOf(node: MapNode | SeqNode): readonly YamlNode[] {
  return node.kind === "seq" ? node.items : node.entries.map(({ value }) => value);
}

function observeMap(text: string, map: MapNode, found: Found, depth: number): void {
  for (const entry of map.entries) {
    const { key, value } = entry;
    // Behind `?` a key does not stand in the map's column.
    if (value.kind === "scalar" || afterColon(text, entry) < 0) continue;
    if (value.kind === "map" && !value.flow && found.indent === null && value.entries.length > 0) {
      const step = columnOf(text, value.span.start) - columnOf(text, key.outerStart);
      if (step > 0) found.indent = step;
    }
    if (value.kind === "seq" && !value.flow) observeSeq(text, columnOf(text, key.outerStart), value, found);
  }
  for (const { value } of map.entries) observe(text, value, found, depth + 1);
}

function observeSeq(text: string, keyColumn: number, seq: SeqNode, found: Found): void {
  found.seqIndent ??= Math.max(0, columnOf(text, seq.span.start) - keyColumn);
  const first = seq.items[0];
  if (first === undefined || found.dashGap !== null) return;
  const gap = dashGapOf(text, first);
  if (gap !== null) found.dashGap = gap;
}

/** Spaces between an item and its dash, or null when the item is empty or on a later line. */
export function dashGapOf(text: string, item: YamlNode): number | null {
  const dash = dashOf(text, item);
  if (dash < 0 || item.span.start === item.span.end || !sameLine(text, dash, item.outerStart)) return null;
  return item.outerStart - dash - 1;
}
