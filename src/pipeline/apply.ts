import { freshFromJson } from "../edit/fresh.ts";
import type { JsonMap } from "../edit/operation.ts";
import { type PlacedOperation, type RealizeResult, realizeEdits } from "../edit/realize.ts";
import { oldLineEnd } from "../edit/refusal.ts";
import { documentStyle } from "../edit/style.ts";
import { applyEdits, type TextEdit } from "../edit/text-edit.ts";
import { verifyEdit, verifyNew } from "../edit/verify.ts";
import { Bug } from "../kernel/failure.ts";
import type { Span } from "../kernel/span.ts";
import { readDocument } from "../yaml/read.ts";
import { makeUnplacedSource, type Source } from "../yaml/source.ts";
import { type FieldPath, resolveAlias, type YamlDocument, type YamlNode } from "../yaml/tree.ts";
import { type DocumentLayout, documentAfter, documentBefore, jsonListAround } from "./generated.ts";
import { sourceComment } from "./helm-source.ts";
import type { LoadedDocument, LoadedFile } from "./input/load.ts";

/** An operation with where it came from, so that a refusal can be told at the right place. */
export interface OwnedOperation<T> extends PlacedOperation {
  readonly owner: T;
}

/** What shall happen to one document. */
export interface DocumentWork<T> {
  readonly loaded: LoadedDocument;
  readonly operations: readonly OwnedOperation<T>[];
  /** Objects that go into the stream before or behind this document. */
  readonly generated: readonly AddedObject<T>[];
  /** The whole document leaves the stream. */
  readonly dropped: boolean;
}

/** An object that goes into the stream beside a workload. */
export interface AddedObject<T> {
  readonly place: "before" | "after";
  readonly object: JsonMap;
  /** The List whose item the workload is; empty for a workload that is the document. */
  readonly list: FieldPath;
  readonly owner: T;
}

/** A document of the result, read back, to be decided on again; nobody is told places in it. */
export interface SettledDocument {
  readonly source: Source;
  readonly document: YamlDocument;
}

type DocumentResult<T> =
  | { readonly ok: true; readonly edits: readonly TextEdit[]; readonly settled: readonly SettledDocument[] }
  | {
      readonly ok: false;
      readonly refusal: Extract<RealizeResult, { ok: false }>["refusal"];
      readonly owner: T;
    };

/**
 * Realises and verifies the work on one document. The edits refer to the whole source text.
 * @throws Bug when the verification fails: the edited text does not read as the operations demand.
 */
export function applyToDocument<T>(file: LoadedFile, work: DocumentWork<T>): DocumentResult<T> {
  const { source } = file;
  if (source === null) throw new Bug("work on a file that was not read");
  const { document, raw } = work.loaded;
  const { end } = raw.span;
  if (work.dropped)
    return { ok: true, edits: [{ start: headEnd(source, raw).at, end, text: "" }], settled: [] };
  const operations = inList(work);
  const owner = (operations[0] ?? work.generated[0])?.owner;
  const old = loneCarriageReturn(source, raw.span);
  if (old !== null && owner !== undefined) return { ok: false, refusal: oldLineEnd(old), owner };
  if (operations.length === 0) return { ok: true, ...withGenerated(file, work, [], { source, document }) };
  const realized = realizeEdits(source, document, operations);
  if (!realized.ok) {
    const owner = (realized.culprit as OwnedOperation<T>).owner;
    return { ok: false, refusal: realized.refusal, owner };
  }
  const { edits, draft } = realized;
  const edited = editedDocument(source, raw.span, edits);
  const verified = verifyEdit(edited.text, raw.index, draft);
  if (!verified.ok) throw unverified(file, work, verified.differs);
  return { ok: true, ...withGenerated(file, work, edits, { source: edited, document: verified.document }) };
}

/**
 * Whether edits that were made one by one lead, all at once, to what their operations demand all at once. The edits
 * refer to the whole source text, are sorted and do not touch.
 */
export function verifiesTogether(
  { source }: LoadedFile,
  { document, raw }: LoadedDocument,
  {
    operations,
    edits,
  }: { readonly operations: readonly PlacedOperation[]; readonly edits: readonly TextEdit[] },
): boolean {
  const realized = source === null ? null : realizeEdits(source, document, operations);
  if (source === null || realized?.ok !== true) return false;
  return verifyEdit(editedDocument(source, raw.span, edits).text, raw.index, realized.draft).ok;
}

function loneCarriageReturn({ text }: Source, { start, end }: Span): Span | null {
  // Alone, so that one document after the other is not a search to the end of the stream; with what is behind a last `\r`.
  const found = text.slice(start, end + 1).search(/\r(?!\n)/);
  const at = start + found;
  return found < 0 || at >= end ? null : { start: at, end: at };
}

/** The text of one document alone, with edits that refer to the whole source. */
function editedDocument(source: Source, { start, end }: Span, edits: readonly TextEdit[]): Source {
  const local = edits.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text }));
  return makeUnplacedSource(source.name, applyEdits(source.text.slice(start, end), local));
}

function unverified<T>(file: LoadedFile, work: DocumentWork<T>, differs: string): Bug {
  return new Bug(
    `${file.input.name}, document ${work.loaded.raw.index + 1}: the edit did not verify (${differs})`,
  );
}

/** Beside an item of a List, new objects become items too. */
function inList<T>(work: DocumentWork<T>): readonly OwnedOperation<T>[] {
  if (!isList(work)) return work.operations;
  const additions = work.generated.map(
    ({ object, place, list, owner }): OwnedOperation<T> => ({
      base: [],
      owner,
      operation: { op: place === "before" ? "prepend" : "append", path: list, value: object },
    }),
  );
  return [...work.operations, ...additions];
}

function isList<T>(work: DocumentWork<T>): boolean {
  return work.loaded.objects.some((object) => object.base.length > 0);
}

interface Generated {
  readonly edits: readonly TextEdit[];
  readonly settled: readonly SettledDocument[];
}

function withGenerated<T>(
  file: LoadedFile,
  work: DocumentWork<T>,
  edits: readonly TextEdit[],
  own: SettledDocument,
): Generated {
  const { source } = file;
  const { root } = work.loaded.document;
  if (work.generated.length === 0 || isList(work) || source === null || root === null)
    return { edits, settled: [own] };
  const resolved = resolveAlias(root);
  if ((resolved.kind === "map" || resolved.kind === "seq") && resolved.flow)
    return inJsonList(source, work, edits, resolved);
  const { start, end } = work.loaded.raw.span;
  const { at, marker } = headEnd(source, work.loaded.raw);
  const layout: DocumentLayout = {
    style: documentStyle(source.text, work.loaded.document),
    lineBreak: source.lineEnd,
    comment: sourceComment(source.text.slice(start, root.span.start)),
  };
  const before: SettledDocument[] = [];
  const after: SettledDocument[] = [];
  let head = "";
  let tail = "";
  for (const { object, place } of work.generated) {
    if (place === "before") {
      const written = documentBefore(object, layout, marker);
      before.push(newDocument(file, work, written.replace(/^---\r?\n$/m, ""), object));
      head += written;
      continue;
    }
    const preceding = tail === "" ? source.text.slice(start, end) : tail;
    const written = documentAfter(preceding, object, layout);
    after.push(newDocument(file, work, written.replace(/^\r?\n/, ""), object));
    tail += written;
  }
  const headed = head === "" ? edits : [{ start: at, end: at, text: head }, ...edits];
  return {
    edits: tail === "" ? headed : appendEdit(headed, { start: end, end, text: tail }),
    settled: [...before, own, ...after],
  };
}

/** A document that was made, read back and compared with what it was made from. */
function newDocument<T>(
  file: LoadedFile,
  work: DocumentWork<T>,
  text: string,
  object: JsonMap,
): SettledDocument {
  const added = makeUnplacedSource(file.input.name, text);
  const verified = verifyNew(added.text, work.loaded.raw.index, freshFromJson(object));
  if (!verified.ok) throw unverified(file, work, verified.differs);
  return { source: added, document: verified.document };
}

/**
 * Where a document begins without what heads the whole file: a byte order mark, and comments and directives before
 * the first marker line. They stay when an object comes before the document, or the document goes.
 */
function headEnd(
  source: Source,
  raw: LoadedDocument["raw"],
): { readonly at: number; readonly marker: "before" | "behind" } {
  const { text } = source;
  const start = raw.span.start === 0 && text.startsWith("\uFEFF") ? 1 : raw.span.start;
  if (raw.content.start <= start) return { at: start, marker: "behind" };
  return { at: Math.max(start, text.lastIndexOf("\n", raw.content.start - 2) + 1), marker: "before" };
}

/** A JSON document cannot have another behind it: it becomes a List of both. */
function inJsonList<T>(
  source: Source,
  work: DocumentWork<T>,
  edits: readonly TextEdit[],
  root: YamlNode,
): Generated {
  const { start, end } = work.loaded.raw.span;
  const place = work.generated[0]?.place ?? "after";
  const objects = work.generated.map(({ object }) => object);
  const list = jsonListAround(source.text.slice(start, end), objects, place, source.lineEnd);
  const head: TextEdit = { start: root.span.start, end: root.span.start, text: list.head };
  const all = [head, ...edits, { start: root.span.end, end: root.span.end, text: list.tail }];
  const edited = editedDocument(source, work.loaded.raw.span, all);
  const read = readDocument(edited.text, { start: 0, end: edited.text.length });
  if (!read.ok) throw new Bug(`${source.name}: the JSON list cannot be read: ${read.reason}`);
  const document = {
    index: work.loaded.raw.index,
    span: { start: 0, end: edited.text.length },
    root: read.root,
    aliases: read.aliases,
  };
  return { edits: all, settled: [{ source: edited, document }] };
}

/** Two insertions at one place become one edit, in order. */
function appendEdit(edits: readonly TextEdit[], edit: TextEdit): readonly TextEdit[] {
  const last = edits.at(-1);
  if (last === undefined || last.end !== edit.start) return [...edits, edit];
  // The text before may have been given a line end by the edit, or have lost it.
  return [...edits.slice(0, -1), { start: last.start, end: edit.end, text: joinLines(last.text, edit.text) }];
}

function joinLines(first: string, second: string): string {
  if (first === "" || first.endsWith("\n") || /^\r?\n/.test(second)) return first + second;
  return `${first}\n${second}`;
}
