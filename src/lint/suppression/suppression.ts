import { annotationsOf, type KubeObject } from "../../k8s/object.ts";
import type { Location, Span } from "../../kernel/span.ts";
import { ANNOTATION_PREFIX } from "../../profile/annotations.ts";
import type { Source } from "../../yaml/source.ts";
import type { FieldPath, YamlDocument, YamlNode } from "../../yaml/tree.ts";

/** A place in a manifest that says that findings of some rules are meant to be there. */
export interface Suppression {
  readonly kind: "comment" | "annotation";
  readonly source: Source;
  /** Names as written; empty where none could be read. */
  readonly rules: readonly string[];
  /** Empty where none is given. */
  readonly reason: string;
  /** What to underline when something is wrong with it. */
  readonly span: Span;
  /** Whose annotation it is; null for a comment. */
  readonly object: KubeObject | null;
  /** Of an annotation: where it is, from the object's top. */
  readonly path: FieldPath;
  /** All that is found in an object, or on a line of the file (from 1). */
  readonly meant:
    | { readonly on: "object"; readonly object: KubeObject }
    | { readonly on: "line"; readonly line: number };
}

/** What a suppression may be about. */
export interface Suppressible {
  readonly location: Pick<Location, "file" | "line">;
  /** Null for what is in no object. */
  readonly object: KubeObject | null;
}

/** True where the suppression is about the place. */
export function covers({ meant, source }: Suppression, { location, object }: Suppressible): boolean {
  switch (meant.on) {
    case "object":
      return object === meant.object;
    case "line":
      return location.file === source.name && location.line === meant.line;
    default:
      return meant satisfies never;
  }
}

const MARK = "gpuify-ignore";
const IGNORE = `${ANNOTATION_PREFIX}ignore-`;

/**
 * Comments `# gpuify-ignore RULE: reason`, several rules with commas between them. On a line of its own it is about the
 * next line that is neither empty nor a comment; behind a value about its own line. Text in a block scalar is none.
 */
export function suppressingComments(
  source: Source,
  documents: readonly YamlDocument[],
): readonly Suppression[] {
  const { text } = source;
  const found: Suppression[] = [];
  const meant = new Map<number, number>();
  for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + MARK.length)) {
    const comment = commentAt(text, at);
    if (comment === null || documents.some(({ root }) => root !== null && isInScalar(root, comment.start)))
      continue;
    const line = lineMeant(source, comment.start, meant);
    found.push({
      kind: "comment",
      source,
      ...readComment(text.slice(at + MARK.length, comment.end)),
      span: comment,
      object: null,
      path: [],
      meant: { on: "line", line },
    });
  }
  return found;
}

/** Annotations `gpuify.dev/ignore-RULE: reason` of an object: about all that is found in it. */
export function suppressingAnnotations(object: KubeObject): readonly Suppression[] {
  return [...annotationsOf(object)].flatMap(([key, reason]): Suppression[] => {
    if (!key.startsWith(IGNORE)) return [];
    return [
      {
        kind: "annotation",
        source: object.source,
        rules: [key.slice(IGNORE.length)],
        reason: reason.trim(),
        span: object.root.span,
        object,
        path: ["metadata", "annotations", key],
        meant: { on: "object", object },
      },
    ];
  });
}

/** The comment that the mark stands at the beginning of, up to the end of its line. */
function commentAt(text: string, mark: number): Span | null {
  let start = mark - 1;
  while (text[start] === " " || text[start] === "\t") start--;
  if (text[start] !== "#" || !/^[\s\ufeff]?$/.test(text[start - 1] ?? "")) return null;
  if (!/^(?:[\s:]|$)/.test(text[mark + MARK.length] ?? "")) return null;
  const lineFeed = text.indexOf("\n", mark);
  const end = lineFeed < 0 ? text.length : text[lineFeed - 1] === "\r" ? lineFeed - 1 : lineFeed;
  return { start, end };
}

function readComment(words: string): { readonly rules: readonly string[]; readonly reason: string } {
  const match = /^[\s:]\s*([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::(.*))?$/.exec(words);
  if (match === null) return { rules: [], reason: "" };
  return { rules: (match[1] ?? "").split(/\s*,\s*/), reason: (match[2] ?? "").trim() };
}

/** The line, from 1, that a comment is about; `known` has it for the comments of a block that was walked before. */
function lineMeant(source: Source, start: number, known: Map<number, number>): number {
  const lines = source.lines;
  const { line, column } = lines.position(start);
  if (
    /\S/.test(
      lines
        .lineText(line)
        .slice(0, column - 1)
        .replace("\uFEFF", ""),
    )
  )
    return line;
  const last = lines.position(source.text.length).line;
  let next = known.get(line) ?? line + 1;
  while (next <= last && /^\s*(?:#.*)?$/.test(lines.lineText(next))) next++;
  for (let above = line; above < next && known.get(above) === undefined; above++) known.set(above, next);
  return next;
}

function isInScalar(node: YamlNode, offset: number): boolean {
  const { start, end } = node.span;
  switch (node.kind) {
    case "scalar":
      return offset > start && offset < end;
    case "map":
      return (
        offset > start &&
        offset < end &&
        node.entries.some(({ key, value }) => isInScalar(key, offset) || isInScalar(value, offset))
      );
    case "seq":
      return offset > start && offset < end && node.items.some((item) => isInScalar(item, offset));
    case "alias":
      return false;
    default:
      return node satisfies never;
  }
}
