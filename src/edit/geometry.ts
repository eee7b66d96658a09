import type { MapEntry, YamlNode } from "../yaml/tree.ts";

/** Text geometry: offsets of lines and columns. Pure arithmetic on the text, no YAML knowledge but comments. */

/** Offset of the first character of the line that holds `offset`. A byte order mark is not part of a line. */
export function lineStart(text: string, offset: number): number {
  if (offset >= longLine.start && offset <= longLine.end && text === longLine.text) {
    // The same object again compares at once; an equal one would be compared letter by letter.
    longLine.text = text;
    return longLine.start;
  }
  const newline = offset === 0 ? -1 : text.lastIndexOf("\n", offset - 1);
  const start = newline < 0 && text.charCodeAt(0) === 0xfeff ? 1 : newline + 1;
  if (offset - start > LONG) {
    const end = text.indexOf("\n", offset);
    longLine = { text, start, end: end < 0 ? text.length : end };
  }
  return start;
}

/** From how many letters on a line is remembered: JSON of a megabyte on one line is asked for at every edit. */
const LONG = 2000;

let longLine = { text: "", start: 0, end: -1 };

/** Offset behind the last character of the line, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  if (newline < 0) return text.length;
  return newline > offset && text.charCodeAt(newline - 1) === 13 ? newline - 1 : newline;
}

/** Offset of the next line's first character, or the text's length. */
export function nextLine(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline + 1;
}

/** Column of an offset, from 0. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Width of the white space at the start of the line that holds `offset`. */
export function indentOf(text: string, offset: number): number {
  const start = lineStart(text, offset);
  let at = start;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at - start;
}

/** True when only white space stands between the line's start and `offset`. */
export function beginsLine(text: string, offset: number): boolean {
  return lineStart(text, offset) + indentOf(text, offset) >= offset;
}

/** True when `a` and `b` are on one line. */
export function sameLine(text: string, a: number, b: number): boolean {
  return text.slice(Math.min(a, b), Math.max(a, b)).indexOf("\n") < 0;
}

/**
 * Where a node's content ends: for a block scalar behind its last line that is not blank (unless it keeps its
 * trailing blank lines), for everything else the end of its span.
 */
export function contentEnd(text: string, node: YamlNode): number {
  const last = lastLeaf(node);
  if (last.kind !== "scalar" || (last.style !== "literal" && last.style !== "folded")) return last.span.end;
  const header = text.slice(last.span.start, lineEnd(text, last.span.start));
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
export function endsAtLineStart(text: string, node: YamlNode): boolean {
  const end = contentEnd(text, node);
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
export function lineAfter(text: string, node: YamlNode): number {
  const end = contentEnd(text, node);
  return endsAtLineStart(text, node) ? end : nextLine(text, end);
}

/**
 * Skips whole comment lines from a line's start while `belongs` says so (it gets the comment's column and text).
 * Blank lines end the run.
 */
export function skipComments(
  text: string,
  from: number,
  limit: number,
  belongs: (column: number, comment: string) => boolean,
): number {
  let at = from;
  while (at < limit) {
    const column = indentOf(text, at);
    if (text.charCodeAt(at + column) !== 35 || !belongs(column, text.slice(at + column, lineEnd(text, at))))
      break;
    at = nextLine(text, at);
  }
  return Math.min(at, limit);
}

/** Offset behind the `:` of an entry, or -1 when the key is written with `?` or its colon is not on its line. */
export function afterColon(text: string, entry: MapEntry): number {
  let at = entry.key.span.end;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  if (text.charCodeAt(at) !== 58) return -1;
  const before = text.slice(lineStart(text, entry.key.outerStart), entry.key.outerStart);
  return /\?[ \t]*$/.test(before) ? -1 : at + 1;
}

/** Where a value's own text may begin: behind the colon, or behind its anchor and tag. */
export function valueSlot(text: string, entry: MapEntry): number {
  const { value } = entry;
  const colon = afterColon(text, entry);
  if (value.outerStart >= value.span.start) return colon;
  let at = value.span.start;
  while (at > value.outerStart && /\s/.test(text[at - 1] ?? "")) at--;
  // Comments may stand between an anchor and its block; the properties end on their own line.
  return Math.min(at, propertiesEnd(text, value.outerStart));
}

/** End of `&anchor !tag` that begin at `offset`. */
function propertiesEnd(text: string, offset: number): number {
  const match = /^(?:[&!][^\s,[\]{}]*)(?:[ \t]+[&!][^\s,[\]{}]*)?/.exec(
    text.slice(offset, lineEnd(text, offset)),
  );
  return offset + (match?.[0].length ?? 0);
}

/** Offset of the `-` of a block sequence item. */
export function dashOf(text: string, item: YamlNode): number {
  let at = item.outerStart - 1;
  while (at >= 0 && text.charCodeAt(at) !== 45) {
    const code = text.charCodeAt(at);
    // Between the dash and an item on a later line there may be comments: jump over the whole line.
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13) {
      const start = lineStart(text, at);
      const hash = text.indexOf("#", start);
      if (hash < 0 || hash > at) return -1;
      at = hash - 1;
      continue;
    }
    at--;
  }
  return at;
}
