import { stringText } from "../../edit/scalar-text.ts";
import { visibleLine } from "../visible.ts";

/** Widest line of a comment. */
const WIDTH = 100;
/** Longest text out of a manifest that a comment repeats. */
const LONGEST = 160;

/** Text as lines of a comment, wrapped; `hang` is how much deeper the lines after the first are. */
export function comment(text: string, { indent = "", hang = 0 } = {}): readonly string[] {
  const lead = `${indent}# `;
  const rows: string[] = [];
  const start = /^ */.exec(text)?.[0] ?? "";
  let row = start;
  for (const word of visibleLine(text.trim()).split(/\s+/)) {
    const isFirst = row.trim() === "";
    if (!isFirst && lead.length + row.length + 1 + word.length > WIDTH) {
      rows.push(row);
      row = `${start}${" ".repeat(hang)}${word}`;
    } else row += isFirst ? word : ` ${word}`;
  }
  return [...rows, row].map((one) => `${lead}${one}`);
}

/** A clause out of a manifest, not longer than a comment bears. */
export function shorten(text: string): string {
  const plain = text.replace(/\s+/g, " ");
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)} …` : plain;
}

/** Items of a list in a comment, indented, and how many there are besides. */
export function commentList(items: readonly string[], most: number, indent = ""): readonly string[] {
  const shown = items.slice(0, most).flatMap((item) => comment(`  ${item}`, { indent, hang: 2 }));
  const more = items.length - most;
  return more > 0 ? [...shown, `${indent}#   … and ${more} more`] : shown;
}

/** A string as a YAML scalar that reads the same in a block and between brackets. */
export function scalar(text: string): string {
  return stringText(text, "double");
}

/** A map of strings between braces. */
export function flowMap(entries: readonly (readonly [key: string, text: string])[]): string {
  return `{ ${entries.map(([key, text]) => `${scalar(key)}: ${text}`).join(", ")} }`;
}
