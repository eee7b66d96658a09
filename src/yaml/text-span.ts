import type { Span } from "../kernel/span.ts";
import type { ScalarNode } from "./tree.ts";

/**
 * Where a part of a scalar's text is written in its source: the same occurrence of the same letters within the node. The
 * node's own span where it is written otherwise there, with escapes or folded over lines.
 * @param part UTF-16 offsets into the scalar's text, the end excluded
 */
export function spanOfText(source: string, { span, text }: ScalarNode, part: Span): Span {
  const wanted = text.slice(part.start, part.end);
  const written = source.slice(span.start, span.end);
  if (wanted === "" || !written.includes(wanted)) return span;
  let [before, at] = [text.indexOf(wanted), written.indexOf(wanted)];
  while (before >= 0 && before < part.start && at >= 0) {
    before = text.indexOf(wanted, before + 1);
    at = written.indexOf(wanted, at + 1);
  }
  if (at < 0 || before !== part.start) return span;
  return { start: span.start + at, end: span.start + at + wanted.length };
}
