import type { Span } from "../kernel/span.ts";

/** Turns offsets into lines and columns. Built once per text, on first use: most runs never need one. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) this.#starts.push(at + 1);
    }
  }

  /** Line and column from 1; a byte order mark at the very beginning does not count as a column. */
  position(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const start = this.#starts[low] ?? 0;
    const mark = low === 0 && this.#text.charCodeAt(0) === 0xfeff ? 1 : 0;
    return { line: low + 1, column: Math.max(1, offset - start - mark + 1) };
  }

  /** The text of a line, from 1, without its line end. */
  lineText(line: number): string {
    const start = this.#starts[line - 1] ?? this.#text.length;
    const end = this.#starts[line] ?? this.#text.length;
    return this.#text.slice(start, end).replace(/\r?\n$|\r$/, "");
  }

  /** Line and column of both ends of a span. */
  range(span: Span): { line: number; column: number; endLine: number; endColumn: number } {
    const from = this.position(span.start);
    const to = this.position(span.end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }
}
