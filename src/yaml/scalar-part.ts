import type { Span } from "../kernel/span.ts";
import type { Source } from "./source.ts";
import type { ScalarNode } from "./tree.ts";

/**
 * Where a part of a scalar's text is written, such as one option in a script of many lines.
 * @param part UTF-16 offsets into the scalar's text
 * @returns a span of the source; null where the part is not written as it reads (escapes, or the same words in a comment
 *   behind the sign of a block)
 */
export function spanOfPart({ text: all }: Source, node: ScalarNode, part: Span): Span | null {
  const words = node.text.slice(part.start, part.end);
  const first = part.start + (words.length - words.trimStart().length);
  const pattern = asWritten(words.trim());
  if (pattern === null) return null;
  const read = [...node.text.matchAll(pattern)];
  const written = [...all.slice(node.span.start, node.span.end).matchAll(pattern)];
  const index = read.findIndex((match) => match.index === first);
  const found = written[index];
  if (found === undefined || read.length !== written.length) return null;
  const start = node.span.start + found.index;
  return { start, end: start + found[0].length };
}

/** Words with any space between them: a line end of the text is one with an indent in the source. */
function asWritten(words: string): RegExp | null {
  if (words === "") return null;
  const pieces = words.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(pieces.join("\\s+"), "g");
}
