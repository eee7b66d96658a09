import { lazy } from "../kernel/lazy.ts";
import type { Span } from "../kernel/span.ts";

/** Turns offsets into lines and columns. The text is gone through when it is first asked: most runs never do. */
export class LineIndex {
  readonly #starts: () => readonly number[];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.#starts = lazy(() => lineStarts(text));
  }

  /** Line and column from 1; a byte order mark at the very beginning does not count as a column. */
  position(offset: number): { readonly line: number; readonly column: number } {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const start = starts[low] ?? 0;
    const mark = low === 0 && this.#text.charCodeAt(0) === 0xfeff ? 1 : 0;
    return { line: low + 1, column: Math.max(1, offset - start - mark + 1) };
  }

  /** The text of a line, from 1, without its line end. */
  lineText(line: number): string {
    const starts = this.#starts();
    const start = starts[line - 1] ?? this.#text.length;
    const end = starts[line] ?? this.#text.length;
    return this.#text.slice(start, end).replace(/\r?\n$|\r$/, "");
  }

  /** Line and column of both ends of a span. */
  range(span: Span): { line: number; column: number; endLine: number; endColumn: number } {
    const from = this.position(span.start);
    const to = this.position(span.end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}
