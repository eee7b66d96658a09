import type { Span } from "../kernel/span.ts";
import { escapedForRegExp } from "../kernel/words.ts";
import type { ScalarNode } from "./tree.ts";

/**
 * Where a part of a scalar's text is written in its source: the same occurrence of the same words within the node, also
 * where the source breaks or indents lines between them. The node's own span where they are written otherwise there, with
 * escapes, or also occur in the comment after a block indicator.
 * @param part UTF-16 offsets into the scalar's text, the end excluded
 */
export function spanOfText(source: string, { span, text }: ScalarNode, part: Span): Span {
  const words = text.slice(part.start, part.end);
  const first = part.start + (words.length - words.trimStart().length);
  const pattern = asWritten(words.trim());
  if (pattern === null) return span;
  const read = [...text.matchAll(pattern)];
  const written = [...source.slice(span.start, span.end).matchAll(pattern)];
  const found = written[read.findIndex((match) => match.index === first)];
  if (found === undefined || read.length !== written.length) return span;
  const start = span.start + found.index;
  return { start, end: start + found[0].length };
}

/** Words with any space between them: a line end of the text is one with an indent in the source. */
function asWritten(words: string): RegExp | null {
  if (words === "") return null;
  const pieces = words.split(/\s+/).map(escapedForRegExp);
  return new RegExp(pieces.join("\\s+"), "g");
}
