import type { Hunk } from "./hunks.ts";
import { isOf, type Territory } from "./territories.ts";

/** Where a text differs from what a run wrote, and the line that the run wrote there; null where it only took out. */
interface Difference {
  readonly offset: number;
  readonly words: string | null;
}

/** Longest line that is quoted, in letters. */
const QUOTED = 80;

/**
 * The first place where a stretch that is not found differs from the text, for a message: behind the first line of the
 * run that is found in its object; else the object, else where the stretch would be.
 */
export function whereChanged(
  text: string,
  territories: readonly Territory[],
  hunk: Hunk,
  near: number,
): Difference {
  const start = firstWord(hunk);
  const words = start === null ? null : lineAt(hunk.written, start);
  const own = territories.find((territory) =>
    hunk.reversed.some(({ object }) => object !== null && isOf(territory, object)),
  );
  if (own === undefined) return { offset: near, words };
  const found = words === null ? -1 : text.indexOf(words, own.span.start);
  if (start === null || found < 0 || found >= own.span.end) {
    const isInside = near >= own.span.start && near < own.span.end;
    return { offset: isInside ? near : own.object.root.span.start, words };
  }
  const last = hunk.reversed.at(-1)?.end ?? start;
  let same = 0;
  while (start + same < last && text[found + same] === hunk.written[start + same]) same++;
  // All of it is there, so it is the text around it that was changed.
  if (start + same >= last) return { offset: found, words };
  const from = hunk.written.lastIndexOf("\n", start + same - 1) + 1;
  const indent = /^[ \t]*/.exec(hunk.written.slice(from))?.[0].length ?? 0;
  const at = Math.max(start, from + indent);
  return { offset: Math.min(found + at - start, text.length), words: lineAt(hunk.written, at) };
}

/** The first letter that the edits wrote in a line with words. */
function firstWord({ written, reversed }: Hunk): number | null {
  for (const { start, end } of reversed) {
    const match = /(?:^|\n)[ \t]*(?!---|[ \t\r\n])(?=.)/.exec(written.slice(start, end));
    if (match !== null) return start + match.index + match[0].length;
  }
  return null;
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  return text
    .slice(start, end < 0 ? text.length : end)
    .trimEnd()
    .slice(0, QUOTED);
}
