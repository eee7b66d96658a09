import { parseDocument } from "yaml";
import yamlJs from "yaml-js";
import type { Json, Operation } from "../../src/edit/operation.ts";
import { realizeEdits } from "../../src/edit/realize.ts";
import { applyEdits, type TextEdit } from "../../src/edit/text-edit.ts";
import { verifyEdit } from "../../src/edit/verify.ts";
import { readDocument } from "../../src/yaml/read.ts";
import { makeSource } from "../../src/yaml/source.ts";
import { splitDocuments } from "../../src/yaml/split.ts";

export interface Edited {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** Runs the engine on a text with one document and checks the result with the engine's own verification. */
export function edit(
  text: string,
  operations: readonly Operation[],
): Edited | { readonly refused: string; readonly lines: readonly number[] } {
  const source = makeSource("test.yaml", text);
  const [raw] = splitDocuments(text);
  if (raw === undefined) throw new Error("no document");
  const read = readDocument(text, raw.content);
  if (!read.ok) throw new Error(`unreadable test text: ${read.reason}\n${text}`);
  const document = { index: 0, span: raw.span, root: read.root, aliases: read.aliases };
  const result = realizeEdits(
    source,
    document,
    operations.map((operation) => ({ base: [], operation })),
  );
  if (!result.ok) {
    const { refusal } = result;
    const lines = [refusal.span, ...refusal.related.map(({ span }) => span)].map(
      ({ start }) => source.lines.position(start).line,
    );
    return { refused: refusal.code, lines };
  }
  const edited = applyEdits(text, result.edits);
  const verified = verifyEdit(edited, 0, result.draft);
  if (!verified.ok) throw new Error(`${verified.differs}\n--- before\n${text}\n--- after\n${edited}`);
  return { text: edited, edits: result.edits };
}

/** What another YAML library reads. */
export function meaning(text: string): Json {
  const document = parseDocument(text.replace(/^\ufeff/, ""), {
    version: "1.2",
    logLevel: "silent",
    merge: false,
  });
  // Inside brackets kubectl and PyYAML, of which yaml-js is a port, take lines with any indentation.
  if (document.errors.some(({ code }) => code === "BAD_INDENT")) return yamlJs.load(text) as Json;
  if (document.errors.length > 0) throw new Error(`${document.errors[0]?.message}\n${text}`);
  return document.toJS() as Json;
}

/** Comments of a text, in order. */
export function commentsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|\s)(#[^\r\n]*)/g)].map((match) => match[1] ?? "");
}
