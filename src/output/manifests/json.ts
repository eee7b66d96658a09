import type { Span } from "../../kernel/span.ts";
import { asMap, items, member, textAt } from "../../yaml/access.ts";
import { readDocument } from "../../yaml/read.ts";
import { locate, makeSource } from "../../yaml/source.ts";
import { splitDocuments } from "../../yaml/split.ts";
import { toJson } from "../../yaml/to-json.ts";
import type { MapNode } from "../../yaml/tree.ts";
import type { Formatted, NamedText } from "./formatted.ts";

/** One object of a stream, with the text its spans refer to. */
interface Found {
  readonly node: MapNode;
  readonly file: string;
  readonly text: string;
}

/** The patched objects as `kubectl … -o json` prints them: one object as itself, several as a v1 List. */
export function formatJson(files: readonly NamedText[]): Formatted {
  const found: Found[] = [];
  for (const file of files) {
    const problem = collect(file.name, file.text, found);
    if (problem !== null) return problem;
  }
  const isList = found.length !== 1;
  const parts: string[] = [];
  for (const { node, file, text } of found) {
    const json = toJson(node, isList ? 2 : 0);
    if (!json.ok) return refuse(file, text, json.span, json.reason);
    parts.push(json.text);
  }
  return { ok: true, text: isList ? listText(parts) : `${parts.join("")}\n` };
}

function listText(parts: readonly string[]): string {
  const inner = parts.map((part) => `\n        ${part}`).join(",");
  const list = parts.length === 0 ? "[]" : `[${inner}\n    ]`;
  return `{\n    "apiVersion": "v1",\n    "items": ${list},\n    "kind": "List"\n}\n`;
}

function collect(file: string, text: string, found: Found[]): Formatted | null {
  for (const document of splitDocuments(text)) {
    if (document.afterEnd) continue;
    const result = readDocument(text, document.content);
    if (!result.ok) return refuse(file, text, { start: result.offset, end: result.offset }, result.reason);
    const root = asMap(result.root);
    if (root !== null) for (const node of objectsOf(root)) found.push({ node, file, text });
  }
  return null;
}

/** kubectl opens lists: their items are the objects. */
function objectsOf(root: MapNode): readonly MapNode[] {
  const kind = textAt(root, ["kind"]);
  if (kind === null || textAt(root, ["apiVersion"]) === null) return [];
  const list = kind.endsWith("List") ? member(root, "items") : null;
  if (list === null) return [root];
  return items(list).flatMap((item) => {
    const map = asMap(item);
    return map === null ? [] : objectsOf(map);
  });
}

function refuse(file: string, text: string, span: Span, reason: string): Formatted {
  return { ok: false, reason, location: locate(makeSource(file, text), span) };
}
