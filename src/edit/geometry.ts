import type { Span } from "../kernel/span.ts";
import type { MapEntry, YamlNode } from "../yaml/tree.ts";

/** Text geometry: offsets of lines and columns. Pure arithmetic on the text, no YAML knowledge but comments. */

/** A text, and where the lines of the part that is edited begin: JSON of a megabyte on one line is searched once. */
export interface TextLines {
  readonly text: string;
  /** Offsets, sorted; at least one. A byte order mark is not part of a line. */
  readonly starts: readonly number[];
}

/** The lines of a part of a text, which begins where a line does. */
export function textLines(text: string, { start, end }: Span): TextLines {
  const starts = [start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start];
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1))
    starts.push(at + 1);
  return { text, starts };
}

/** Index into `starts` of the line that holds `offset`. */
function lineAt({ starts }: TextLines, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(lines: TextLines, offset: number): number {
  return lines.starts[lineAt(lines, offset)] as number;
}

/** Offset behind the last character of the line, before its line end. */
export function lineEnd(lines: TextLines, offset: number): number {
  const { text } = lines;
  const next = nextLine(lines, offset);
  if (next <= offset || text.charCodeAt(next - 1) !== 10) return next;
  return next - 2 >= offset && text.charCodeAt(next - 2) === 13 ? next - 2 : next - 1;
}

/** Offset of the next line's first character, or the text's length. */
export function nextLine(lines: TextLines, offset: number): number {
  return lines.starts[lineAt(lines, offset) + 1] ?? lines.text.length;
}

/** Column of an offset, from 0. */
export function columnOf(lines: TextLines, offset: number): number {
  return offset - lineStart(lines, offset);
}

/** Width of the white space at the start of the line that holds `offset`. */
export function indentOf(lines: TextLines, offset: number): number {
  const { text } = lines;
  const start = lineStart(lines, offset);
  let at = start;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at - start;
}

/** True when only white space stands between the line's start and `offset`. */
export function beginsLine(lines: TextLines, offset: number): boolean {
  return lineStart(lines, offset) + indentOf(lines, offset) >= offset;
}

/** True when `a` and `b` are on one line. */
export function sameLine(lines: TextLines, a: number, b: number): boolean {
  return lineAt(lines, a) === lineAt(lines, b);
}

/**
 * Where a node's content ends: for a block scalar behind its last line that is not blank (unless it keeps its
 * trailing blank lines), for everything else the end of its span.
 */
export function contentEnd(lines: TextLines, node: YamlNode): number {
  const { text } = lines;
  const last = lastLeaf(node);
  if (last.kind !== "scalar" || (last.style !== "literal" && last.style !== "folded")) return last.span.end;
  const header = text.slice(last.span.start, lineEnd(lines, last.span.start));
  if (/^[|>][\d-]*\+/.test(header)) return last.span.end;
  const body = text.slice(last.span.start, last.span.end);
  return last.span.start + endOfBlockText(body, last.text);
}

/** Length of a block scalar without its blank lines at the end; a line with more spaces than the text's indentation is text. */
function endOfBlockText(body: string, value: string): number {
  const end = body.trimEnd().length;
  const rest = body.slice(end).split("\n");
  if (rest.every((line) => line.length < 2)) return end;
  const written = /\n( *)[^ \r\n]/.exec(body)?.[1]?.length ?? Number.POSITIVE_INFINITY;
  const indentation = written - (/(?:^|\n)( *)[^ \n]/.exec(value)?.[1]?.length ?? 0);
  const last = rest.findLastIndex((line, index) => index > 0 && line.replace(/\r$/, "").length > indentation);
  return last < 0 ? end : end + rest.slice(0, last + 1).join("\n").length;
}

/** True when the node ends with a block scalar that keeps its trailing blank lines: its end is a line's start. */
export function endsAtLineStart(lines: TextLines, node: YamlNode): boolean {
  const { text } = lines;
  const end = contentEnd(lines, node);
  return end > 0 && text.charCodeAt(end - 1) === 10;
}

function lastLeaf(node: YamlNode): YamlNode {
  let current = node;
  for (;;) {
    if (current.kind === "map" && !current.flow && current.entries.length > 0)
      current = (current.entries.at(-1) as MapEntry).value;
    else if (current.kind === "seq" && !current.flow && current.items.length > 0)
      current = current.items.at(-1) as YamlNode;
    else return current;
  }
}

/** Start of the line behind a node's last content. */
export function lineAfter(lines: TextLines, node: YamlNode): number {
  const end = contentEnd(lines, node);
  return endsAtLineStart(lines, node) ? end : nextLine(lines, end);
}

/**
 * Skips whole comment lines from a line's start while `belongs` says so (it gets the comment's column and text).
 * Blank lines end the run.
 */
export function skipComments(
  lines: TextLines,
  from: number,
  limit: number,
  belongs: (column: number, comment: string) => boolean,
): number {
  const { text } = lines;
  let at = from;
  while (at < limit) {
    const column = indentOf(lines, at);
    if (text.charCodeAt(at + column) !== 35 || !belongs(column, text.slice(at + column, lineEnd(lines, at))))
      break;
    at = nextLine(lines, at);
  }
  return Math.min(at, limit);
}

/** Offset behind the `:` of an entry, or -1 when the key is written with `?` or its colon is not on its line. */
export function afterColon({ text }: TextLines, entry: MapEntry): number {
  let at = entry.key.span.end;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  if (text.charCodeAt(at) !== 58) return -1;
  let before = entry.key.outerStart - 1;
  while (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 9) before--;
  return text.charCodeAt(before) === 63 ? -1 : at + 1;
}

/** Where a value's own text may begin: behind the colon, or behind its anchor and tag. */
export function valueSlot(lines: TextLines, entry: MapEntry): number {
  const { text } = lines;
  const { value } = entry;
  const colon = afterColon(lines, entry);
  if (value.outerStart >= value.span.start) return colon;
  let at = value.span.start;
  while (at > value.outerStart && /\s/.test(text[at - 1] ?? "")) at--;
  // Comments may stand between an anchor and its block; the properties end on their own line.
  return Math.min(at, propertiesEnd(lines, value.outerStart));
}

/** End of `&anchor !tag` that begin at `offset`. */
function propertiesEnd(lines: TextLines, offset: number): number {
  const { text } = lines;
  const match = /^(?:[&!][^\s,[\]{}]*)(?:[ \t]+[&!][^\s,[\]{}]*)?/.exec(
    text.slice(offset, lineEnd(lines, offset)),
  );
  return offset + (match?.[0].length ?? 0);
}

/** Offset of the `-` of a block sequence item. */
export function dashOf(lines: TextLines, item: YamlNode): number {
  const { text } = lines;
  let at = item.outerStart - 1;
  while (at >= 0 && text.charCodeAt(at) !== 45) {
    const code = text.charCodeAt(at);
    // Between the dash and an item on a later line there may be comments: jump over the whole line.
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13) {
      const start = lineStart(lines, at);
      const hash = text.indexOf("#", start);
      if (hash < 0 || hash > at) return -1;
      at = hash - 1;
      continue;
    }
    at--;
  }
  return at;
}
