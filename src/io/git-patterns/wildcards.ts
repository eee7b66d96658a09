import type { Part, Segment } from "../../kernel/glob/matching.ts";
import { readBrackets } from "./brackets.ts";

/**
 * The segments of a pattern with wildcards, as git reads them (wildmatch.c with `WM_PATHNAME`); null for one that can
 * match nothing. A segment of two stars or more is any number of folders, and at the end what lies below.
 */
export function readWildcards(pattern: string): readonly Segment[] | null {
  const segments: Segment[] = [];
  let parts: (Part | Literal)[] = [];
  for (let at = 0; at <= pattern.length; ) {
    const letter = pattern[at];
    if (letter === undefined || letter === "/" || pattern.startsWith("\\/", at)) {
      segments.push(...segmentOf(parts, letter));
      parts = [];
      at += letter === "\\" ? 2 : 1;
      continue;
    }
    const read = readPart(pattern, at);
    if (read === null) return null;
    parts.push(read.part);
    at = read.end;
  }
  return segments;
}

/** Two stars or more that a slash ends may be no folder at all; before the end, or an escaped slash, they are at least one. */
function segmentOf(parts: readonly (Part | Literal)[], end: string | undefined): readonly Segment[] {
  if (parts.length > 1 && parts.every((part) => part === "*")) return end === "/" ? ["**"] : ["**", ["*"]];
  if (parts.every(isLiteral)) {
    const text = parts.map(({ letter }) => letter).join("");
    if (text !== "**") return [text];
  }
  return [parts.map((part) => (isLiteral(part) ? (letter: string) => letter === part.letter : part))];
}

interface Literal {
  readonly letter: string;
}

function isLiteral(part: Part | Literal): part is Literal {
  return typeof part === "object";
}

function readPart(
  pattern: string,
  at: number,
): { readonly part: Part | Literal; readonly end: number } | null {
  const letter = pattern[at];
  if (letter === "*") return { part: "*", end: at + 1 };
  if (letter === "?") return { part: () => true, end: at + 1 };
  if (letter === "[") {
    const brackets = readBrackets(pattern, at);
    return brackets === null ? null : { part: brackets.takes, end: brackets.end };
  }
  const isEscaped = letter === "\\";
  const wanted = pattern[isEscaped ? at + 1 : at];
  if (wanted === undefined) return null;
  return { part: { letter: wanted }, end: at + (isEscaped ? 2 : 1) };
}
