import type { MapNode, SeqNode, YamlNode } from "../yaml/tree.ts";
import type { MapDraft, SeqDraft } from "./draft-nodes.ts";
import { beginsLine, indentOf, lineEnd, lineStart, sameLine, type TextLines } from "./geometry.ts";
import { RefusedEdit } from "./refusal.ts";
import { type FlowStyle, flowEntry, flowText } from "./render.ts";
import type { LayoutStyle } from "./style.ts";
import type { TextEdit } from "./text-edit.ts";

/** Edits inside `{}` and `[]`, in YAML and in JSON. */

/** One element of a flow collection: an entry of a map or an item of a list. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly removed: boolean;
}

/**
 * How a flow collection and what goes into it is spelled. An empty or one-line collection that stands inside
 * others that are spread over lines follows those: `ancestors` goes from the collection outwards.
 */
export function flowStyle(
  lines: TextLines,
  ancestors: readonly YamlNode[],
  layout: LayoutStyle,
  lineBreak: string,
): FlowStyle {
  const node = ancestors[0] as MapNode | SeqNode;
  const json = isJson(lines, node);
  const spread =
    childStart(node) === null
      ? ancestors.find((outer) => isSpread(lines, outer))
      : isSpread(lines, node)
        ? node
        : undefined;
  const multiline =
    spread === undefined
      ? null
      : { unit: unitOf(lines, spread, childStart(spread) ?? spread.span.start), lineEnd: lineBreak };
  const padding = node.kind === "map" && lines.text[node.span.start + 1] === " " ? " " : "";
  return { json, quotes: layout.quotes, multiline, padding, colon: colonOf(lines.text, node, json) };
}

function isSpread(lines: TextLines, node: YamlNode): boolean {
  const first = childStart(node);
  return first !== null && isFlow(node) && !sameLine(lines, node.span.start, first);
}

function isFlow(node: YamlNode): boolean {
  return (node.kind === "map" || node.kind === "seq") && node.flow;
}

function childStart(node: YamlNode): number | null {
  if (node.kind === "map") return node.entries[0]?.key.outerStart ?? null;
  return node.kind === "seq" ? (node.items[0]?.outerStart ?? null) : null;
}

/** How many letters around are looked at: a line may have a million. */
const NEARBY = 400;

/** JSON spelling where the neighbours' keys are quoted, or the text around is JSON. */
function isJson(lines: TextLines, node: MapNode | SeqNode): boolean {
  if (node.kind === "map" && node.entries.length > 0)
    return node.entries.every((entry) => entry.key.kind === "scalar" && entry.key.style === "double");
  // An empty or a list: look at the text before; in JSON the key in front is quoted and the line is inside braces.
  const start = lineStart(lines, node.span.start);
  return (
    /"\s*:\s*$/.test(lines.text.slice(Math.max(start, node.span.start - NEARBY), node.span.start)) ||
    (!beginsLine(lines, node.span.start) && /^\s*[[{]/.test(lines.text.slice(start, start + NEARBY))) ||
    /^\ufeff?\s*[[{]/.test(lines.text)
  );
}

function colonOf(text: string, node: MapNode | SeqNode, json: boolean): string {
  const entry = node.kind === "map" ? node.entries[0] : undefined;
  if (!json) return ": ";
  if (entry === undefined)
    return /":(?=["{[\d])/.test(text.slice(Math.max(0, node.span.start - NEARBY), node.span.end))
      ? ":"
      : ": ";
  return text.slice(entry.key.span.end, entry.value.outerStart).trim() === ":" &&
    text.slice(entry.key.span.end, entry.value.outerStart).length === 1
    ? ":"
    : ": ";
}

function unitOf(lines: TextLines, node: YamlNode, first: number): string {
  const outer = indentOf(lines, node.span.start);
  const inner = indentOf(lines, first);
  const start = lineStart(lines, first);
  return inner > outer ? lines.text.slice(start + outer, start + inner) : "  ";
}

/** Edits that realise added and removed parts of a flow collection; its changed children are done elsewhere. */
export function flowEdits(
  lines: TextLines,
  draft: MapDraft | SeqDraft,
  style: FlowStyle,
): readonly TextEdit[] {
  const { node } = draft;
  const parts = partsOf(lines.text, draft);
  const indent = lines.text.slice(
    lineStart(lines, node.span.start),
    lineStart(lines, node.span.start) + indentOf(lines, node.span.start),
  );
  const inner = innerIndent(lines, parts, style, indent);
  const before = draft.kind === "seq" ? draft.before.map((item) => flowText(item, style, inner)) : [];
  const after =
    draft.kind === "seq"
      ? draft.after.map((item) => flowText(item, style, inner))
      : draft.added.filter((entry) => entry.before === null).map((entry) => flowEntry(entry, style, inner));
  const stays = parts.filter((part) => !part.removed);
  if (stays.length === 0) {
    if (parts.length > 0 && before.length + after.length === 0)
      return [{ start: node.span.start + 1, end: node.span.end - 1, text: "" }];
    return before.length + after.length === 0
      ? []
      : [refill(lines, node, [...before, ...after], style, indent)];
  }
  return [
    ...aheadEdits(lines.text, draft, style, inner),
    ...prependEdits(stays, before, style, inner),
    ...removals(lines.text, parts),
    ...appendEdits(lines, node, parts, after, style, inner),
  ];
}

/** Where new parts on lines of their own begin: below the first one, wherever that is. */
function innerIndent(lines: TextLines, parts: readonly Part[], style: FlowStyle, indent: string): string {
  if (style.multiline === null) return indent;
  const [first] = parts;
  if (first === undefined || !beginsLine(lines, first.start)) return indent + style.multiline.unit;
  return lines.text.slice(lineStart(lines, first.start), first.start);
}

function partsOf(text: string, draft: MapDraft | SeqDraft): readonly Part[] {
  if (draft.kind === "seq")
    return draft.items.map(({ node, removed }) => ({ start: node.outerStart, end: node.span.end, removed }));
  return draft.entries.map(({ entry, removed }) => ({
    start: entryStart(text, entry.key.outerStart),
    end: Math.max(entry.value.span.end, entry.key.span.end),
    removed,
  }));
}

/** Where an entry begins: at its key, or at the `?` before it. */
function entryStart(text: string, key: number): number {
  const before = /[\s{,]\?[ \t]+$/.exec(text.slice(Math.max(0, key - NEARBY), key));
  return before === null ? key : key - before[0].length + 1;
}

/** Everything between the brackets is replaced; a closing bracket on a line of its own stays where it is. */
function refill(
  lines: TextLines,
  node: MapNode | SeqNode,
  parts: readonly string[],
  style: FlowStyle,
  indent: string,
): TextEdit {
  const close = node.span.end - 1;
  const inside = { start: node.span.start + 1, end: close };
  if (style.multiline === null) {
    const padding = node.kind === "map" ? style.padding : "";
    return { ...inside, text: padding + parts.join(", ") + padding };
  }
  const { unit, lineEnd: lineBreak } = style.multiline;
  const separator = `,${lineBreak}${indent}${unit}`;
  const before = lines.text.slice(lineStart(lines, close), close);
  const closing = before.trim() === "" ? before : indent;
  return { ...inside, text: `${lineBreak}${indent}${unit}${parts.join(separator)}${lineBreak}${closing}` };
}

/** New entries in front of an old one. */
function aheadEdits(
  text: string,
  draft: MapDraft | SeqDraft,
  style: FlowStyle,
  inner: string,
): readonly TextEdit[] {
  if (draft.kind === "seq") return [];
  const gap = style.multiline === null ? " " : style.multiline.lineEnd + inner;
  return draft.added.flatMap((added): TextEdit[] => {
    if (added.before === null) return [];
    const at = entryStart(text, added.before.entry.key.outerStart);
    return [{ start: at, end: at, text: `${flowEntry(added, style, inner)},${gap}` }];
  });
}

function prependEdits(
  stays: readonly Part[],
  before: readonly string[],
  style: FlowStyle,
  inner: string,
): readonly TextEdit[] {
  const [first] = stays;
  if (before.length === 0 || first === undefined) return [];
  const gap = style.multiline === null ? " " : style.multiline.lineEnd + inner;
  return [{ start: first.start, end: first.start, text: before.map((part) => `${part},${gap}`).join("") }];
}

function appendEdits(
  lines: TextLines,
  node: MapNode | SeqNode,
  parts: readonly Part[],
  after: readonly string[],
  style: FlowStyle,
  inner: string,
): readonly TextEdit[] {
  const last = parts.at(-1);
  if (after.length === 0 || last === undefined) return [];
  const tail = lines.text.slice(last.end, node.span.end - 1);
  const comma = trailingComma(tail);
  if (style.multiline === null) {
    const joined = after.join(style.colon === ":" ? "," : ", ");
    const space = style.colon === ":" ? "" : " ";
    if (comma >= 0)
      return [{ start: last.end + comma + 1, end: last.end + comma + 1, text: `${space}${joined},` }];
    return [{ start: last.end, end: last.end, text: `,${space}${joined}` }];
  }
  const { lineEnd: lineBreak } = style.multiline;
  const written = after.join(`,${lineBreak}${inner}`);
  // The new lines go behind an end-of-line comment; the comma goes right behind the value.
  const at = tail.includes("\n") ? lineEnd(lines, last.end) : last.end;
  const insertion: TextEdit = {
    start: at,
    end: at,
    text: `${lineBreak}${inner}${written}${comma >= 0 ? "," : ""}`,
  };
  if (comma >= 0) return [insertion];
  if (at === last.end) return [{ ...insertion, text: `,${insertion.text}` }];
  return [{ start: last.end, end: last.end, text: "," }, insertion];
}

/** Offset of a comma behind the last part, comments aside, or -1. */
function trailingComma(tail: string): number {
  const bare = tail.replace(/(^|\s)#[^\n]*/g, (comment) => " ".repeat(comment.length));
  return bare.indexOf(",");
}

function removals(text: string, parts: readonly Part[]): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let stays: Part | null = null;
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as Part;
    if (!part.removed) {
      stays = part;
      continue;
    }
    let end = index;
    while (parts[end + 1]?.removed === true) end++;
    const next = parts[end + 1];
    const last = parts[end] as Part;
    const edit =
      next === undefined
        ? { start: stays?.end ?? part.start, end: last.end, text: "" }
        : { start: part.start, end: next.start, text: "" };
    refuseLostComment(text, edit);
    edits.push(edit);
    index = end;
  }
  return edits;
}

function refuseLostComment(text: string, edit: TextEdit): void {
  const gone = text.slice(edit.start, edit.end);
  if (!gone.includes("\n") || !/(^|\s)#/.test(gone)) return;
  throw new RefusedEdit({
    code: "comment-in-the-way",
    message: "a comment inside this bracketed value would be lost",
    span: { start: edit.start, end: edit.end },
  });
}
