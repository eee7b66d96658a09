import type { Span } from "../kernel/span.ts";

/** Offset of the first character from `from` on that is no white space, line end or comment; at most `within.end`. */
export function skipSpace(text: string, from: number, within: Span): number {
  let at = from;
  while (at < within.end) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) at++;
    else if (code === 35 && (at === within.start || isSpace(text.charCodeAt(at - 1)))) {
      const end = text.indexOf("\n", at);
      at = end < 0 ? within.end : end + 1;
    } else break;
  }
  return at;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}
