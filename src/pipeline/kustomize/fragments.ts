import type { Span } from "../../kernel/span.ts";
import { readDocument } from "../../yaml/read.ts";
import { decodeSource, makeSource, type Source } from "../../yaml/source.ts";
import { splitDocuments } from "../../yaml/split.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import type { PlacedPatch } from "./tree.ts";

/** One document of a patch, read. */
export interface Fragment {
  /** The file to name in messages. */
  readonly source: Source;
  readonly document: number;
  /** The place of text that stands inside another file's text; null for a file of its own. */
  readonly place: Span | null;
  readonly root: YamlNode;
}

/** Bytes of the patch files that could be read, by resolved path. */
export type PatchTexts = ReadonlyMap<string, { readonly name: string; readonly bytes: Uint8Array }>;

/** The documents of a patch. What cannot be read is none of ours: kustomize tells what is wrong with it. */
export function fragmentsOf({ kustomization, patch }: PlacedPatch, texts: PatchTexts): readonly Fragment[] {
  if (patch.kind === "inline")
    return documentsIn(makeSource("", patch.text)).map((read) => ({
      ...read,
      source: kustomization.source,
      document: 0,
      place: patch.span,
    }));
  const file = texts.get(patch.path);
  const source = file === undefined ? null : decodeSource(file.name, file.bytes);
  if (source === null || "severity" in source) return [];
  return documentsIn(source).map((read) => ({ ...read, source, place: null }));
}

function documentsIn({ text }: Source): readonly { readonly document: number; readonly root: YamlNode }[] {
  return splitDocuments(text).flatMap(({ index, content }) => {
    const read = readDocument(text, content);
    return read.ok && read.root !== null ? [{ document: index, root: read.root }] : [];
  });
}
