import { type Fresh, type FreshEntry, keyText, yamlText } from "./fresh.ts";
import type { LayoutStyle } from "./style.ts";

/** Printing new values, and only new values. Lines carry no line ends. */

/** An entry of a block map at `column`, as lines. */
export function blockEntry(entry: FreshEntry, column: number, style: LayoutStyle): readonly string[] {
  return withKey(`${" ".repeat(column)}${keyText(entry.name, style.quotes)}:`, entry.value, column, style);
}

/** A block value behind `head` (a key with its colon), which is indented to `column` already. */
export function withKey(head: string, value: Fresh, column: number, style: LayoutStyle): readonly string[] {
  const inline = inlineText(value, style);
  if (inline !== null) return [`${head} ${inline}`];
  return [
    head,
    ...blockLines(value, value.kind === "seq" ? column + style.seqIndent : column + style.indent, style),
  ];
}

/** The lines of a block collection whose keys or dashes stand at `column`. */
export function blockLines(value: Fresh, column: number, style: LayoutStyle): readonly string[] {
  if (value.kind === "scalar") return [" ".repeat(column) + yamlText(value, style.quotes)];
  if (value.kind === "map") return value.entries.flatMap((entry) => blockEntry(entry, column, style));
  return value.items.flatMap((item) => blockItem(item, column, style));
}

/** A list item at dash column `column`, as lines. */
export function blockItem(item: Fresh, column: number, style: LayoutStyle): readonly string[] {
  const gap = " ".repeat(style.dashGap);
  const inline = inlineText(item, style);
  if (inline !== null) return [`${" ".repeat(column)}-${gap}${inline}`];
  const inner = column + 1 + style.dashGap;
  const lines = blockLines(item, inner, style);
  const [first = "", ...rest] = lines;
  return [`${" ".repeat(column)}-${gap}${first.slice(inner)}`, ...rest];
}

/** Scalars and empty collections stand on their key's line; null for what takes lines of its own. */
function inlineText(value: Fresh, style: LayoutStyle): string | null {
  if (value.kind === "scalar") return yamlText(value, style.quotes);
  if (value.kind === "map") return value.entries.length === 0 ? "{}" : null;
  return value.items.length === 0 ? "[]" : null;
}

/** How a flow collection is spelled: as JSON or as YAML, on one line or on several. */
export interface FlowStyle {
  readonly json: boolean;
  readonly quotes: LayoutStyle["quotes"];
  /** Null on one line; else the white space one level adds and the line end. */
  readonly multiline: { readonly unit: string; readonly lineEnd: string } | null;
  /** `{ a: 1 }` has padding, `{a: 1}` has none. */
  readonly padding: string;
  /** Behind a colon in JSON: most write one space, compact text none. */
  readonly colon: string;
}

/** A flow value; `indent` is the white space of the line it begins on. */
export function flowText(value: Fresh, style: FlowStyle, indent: string): string {
  if (value.kind === "scalar") return style.json ? value.json : yamlText(value, style.quotes);
  const [open, close] = value.kind === "map" ? ["{", "}"] : ["[", "]"];
  const inner = style.multiline === null ? "" : indent + style.multiline.unit;
  const parts =
    value.kind === "map"
      ? value.entries.map((entry) => flowEntry(entry, style, inner))
      : value.items.map((item) => flowText(item, style, inner));
  if (parts.length === 0) return open + close;
  if (style.multiline === null) {
    const padding = value.kind === "map" ? style.padding : "";
    return `${open}${padding}${parts.join(style.colon === ":" ? "," : ", ")}${padding}${close}`;
  }
  const { lineEnd } = style.multiline;
  return `${open}${lineEnd}${inner}${parts.join(`,${lineEnd}${inner}`)}${lineEnd}${indent}${close}`;
}

/** `key: value` inside a flow map. */
export function flowEntry(entry: FreshEntry, style: FlowStyle, indent: string): string {
  const key = style.json ? JSON.stringify(entry.name) : keyText(entry.name, style.quotes);
  return `${key}${style.colon}${flowText(entry.value, style, indent)}`;
}
