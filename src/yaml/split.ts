import type { Span } from "../kernel/span.ts";

/** One part of a stream between document markers. Nothing in it has been parsed. */
export interface RawDocument {
  readonly index: number;
  /** From the start of its marker line (or the stream's start) to the next marker line or the stream's end. */
  readonly span: Span;
  /** What a reader has to read: the span without the marker line. */
  readonly content: Span;
  /** Something other than a comment follows `---` on the marker line: legal YAML that kubectl refuses. */
  readonly contentOnMarker: boolean;
  /** Follows a `...` line without a `---`: kubectl ignores everything here. */
  readonly afterEnd: boolean;
}

/**
 * Splits a stream at its `---` and `...` lines without parsing it. The spans cover the text without gaps.
 * YAML forbids both markers at the start of a line inside any scalar, so a line scan is exact.
 */
export function splitDocuments(text: string): readonly RawDocument[] {
  const mark = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const documents: RawDocument[] = [];
  let open = { start: 0, content: mark, contentOnMarker: false, afterEnd: false };
  const close = (end: number): void => {
    const { start, content, contentOnMarker, afterEnd } = open;
    const from = Math.min(content, end);
    documents.push({
      index: documents.length,
      span: { start, end },
      content: { start: from, end },
      contentOnMarker,
      afterEnd,
    });
  };
  for (let at = nextMarker(text, mark, mark); at >= 0; at = nextMarker(text, at + 3, mark)) {
    const lineEnd = text.indexOf("\n", at);
    const after = lineEnd < 0 ? text.length : lineEnd + 1;
    const isStart = text.charCodeAt(at) === 45;
    const tail = text.slice(at + 3, after).trim();
    const contentOnMarker = isStart && tail !== "" && !tail.startsWith("#");
    // Comments and directives before the first marker belong to the first document.
    const isFirst = isStart && documents.length === 0 && open.start === 0 && isPrologue(text.slice(mark, at));
    if (!isFirst) close(at);
    open = {
      start: isFirst ? 0 : at,
      content: contentOnMarker ? at + 3 : after,
      contentOnMarker,
      afterEnd: !isStart,
    };
  }
  close(text.length);
  return documents;
}

/** Offset of the next line that begins with `---` or `...` followed by white space or the end, or -1. */
function nextMarker(text: string, from: number, mark: number): number {
  if (from === mark && isMarker(text, mark)) return mark;
  let dashes = text.indexOf("\n---", from);
  while (dashes >= 0 && !isMarker(text, dashes + 1)) dashes = text.indexOf("\n---", dashes + 4);
  let dots = text.indexOf("\n...", from);
  while (dots >= 0 && !isMarker(text, dots + 1)) dots = text.indexOf("\n...", dots + 4);
  if (dashes < 0 || (dots >= 0 && dots < dashes)) return dots < 0 ? -1 : dots + 1;
  return dashes + 1;
}

function isMarker(text: string, at: number): boolean {
  if (!text.startsWith("---", at) && !text.startsWith("...", at)) return false;
  const next = text.charCodeAt(at + 3);
  return Number.isNaN(next) || next === 32 || next === 9 || next === 10 || next === 13;
}

function isPrologue(text: string): boolean {
  return text.split("\n").every((line) => /^\s*(?:#.*)?$/.test(line) || line.startsWith("%"));
}
