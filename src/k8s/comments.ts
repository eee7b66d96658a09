import { asMap, asSeq, at } from "../yaml/access.ts";
import { entryNamed } from "../yaml/entry-named.ts";
import type { FieldPath, MapEntry, YamlNode } from "../yaml/tree.ts";
import type { KubeObject } from "./object.ts";

/**
 * True where somebody wrote a comment about a field or an item of a list: on its lines, right above them, or right below
 * and deeper. Where its map or list holds nothing else, the lines of that count too. False for what stands in no text.
 */
export function hasComment({ root, source }: Pick<KubeObject, "root" | "source">, path: FieldPath): boolean {
  const [parentPath, step] = [path.slice(0, -1), path.at(-1)];
  const parent = at(root, parentPath);
  if (parent === null || step === undefined) return false;
  const place = placeOf(parent, step);
  if (place !== null && isCommented(source.text, place.start, place.end)) return true;
  const size = asMap(parent)?.entries.length ?? asSeq(parent)?.items.length ?? 0;
  return size === 1 && parentPath.length > 0 && hasComment({ root, source }, parentPath);
}

/** From a field's key, or an item, to the end of the value; null where it is not written in the text. */
function placeOf(parent: YamlNode, step: string | number): { start: number; end: number } | null {
  if (typeof step === "string") {
    const map = asMap(parent);
    const entry = map === null ? null : entryNamed(map, step);
    return entry === null || !isWritten(entry)
      ? null
      : { start: entry.key.span.start, end: entry.value.span.end };
  }
  const item = asSeq(parent)?.items[step];
  if (item === undefined) return null;
  const [first] = asMap(item)?.entries ?? [];
  return first !== undefined && !isWritten(first) ? null : { start: item.span.start, end: item.span.end };
}

/** What was made without a text has one place for key and value. */
function isWritten({ key, value }: MapEntry): boolean {
  return key.span.start !== value.span.start || key.span.end !== value.span.end;
}

/** A `#` that begins a comment, where no text in quotes has one: good enough to leave something alone. */
const COMMENT = /(?:^|[ \t])#/m;

/** How far a line is looked along: JSON may have megabytes on one, and no comments. */
const REACH = 2000;

function isCommented(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - REACH), start);
  const behind = text.slice(end, end + REACH);
  const own = /^[^\n]*/.exec(behind)?.[0] ?? "";
  if (COMMENT.test(text.slice(start, end) + own)) return true;
  // The line of the item itself, and the one above it.
  const [line = "", above = ""] = before.split("\n").reverse();
  const below = behind.slice(own.length + 1).split("\n", 1)[0] ?? "";
  const column = indentOf(`${line}x`);
  // What stands deeper above belongs to what ends there.
  return (
    (isCommentLine(above) && indentOf(above) <= column) || (isCommentLine(below) && indentOf(below) > column)
  );
}

function isCommentLine(line: string): boolean {
  return line.trimStart().startsWith("#");
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
