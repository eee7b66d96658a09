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
  for (const at of markers(text, mark)) {
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

/**
 * Offsets of the lines that begin with `---` or `...` followed by white space or the end, in order. Each kind
 * is searched for once through the text: looking for the rare `...` again behind every `---` would be quadratic.
 */
function* markers(text: string, mark: number): Generator<number> {
  if (isMarker(text, mark)) yield mark;
  let dashes = nextOf(text, "\n---", mark);
  let dots = nextOf(text, "\n...", mark);
  while (dashes >= 0 || dots >= 0) {
    if (dots < 0 || (dashes >= 0 && dashes < dots)) {
      yield dashes + 1;
      dashes = nextOf(text, "\n---", dashes + 4);
    } else {
      yield dots + 1;
      dots = nextOf(text, "\n...", dots + 4);
    }
  }
}

function nextOf(text: string, marker: string, from: number): number {
  let at = text.indexOf(marker, from);
  while (at >= 0 && !isMarker(text, at + 1)) at = text.indexOf(marker, at + 4);
  return at;
}

function isMarker(text: string, at: number): boolean {
  if (!text.startsWith("---", at) && !text.startsWith("...", at)) return false;
  const next = text.charCodeAt(at + 3);
  return Number.isNaN(next) || next === 32 || next === 9 || next === 10 || next === 13;
}

function isPrologue(text: string): boolean {
  return text.split("\n").every((line) => /^\s*(?:#.*)?$/.test(line) || line.startsWith("%"));
}
