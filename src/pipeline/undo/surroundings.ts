import type { TextEdit } from "../../edit/text-edit.ts";

/** An edit with what it takes to find its place again, and to take it back. */
export interface ReversibleEdit extends TextEdit {
  /** The text that was replaced. */
  readonly oldText: string;
  /** Text of the file right before and behind the edit, which no other edit changes. */
  readonly before: string;
  readonly after: string;
}

/** Lines of text on each side that tell one place from another; that of the edit itself is one of them. */
const LINES = 4;

/** Most letters on each side: a minified file is a single line. */
const LETTERS = 400;

/**
 * Adds what surrounds each edit of a text. The edits are sorted and do not overlap. Other documents are no surroundings,
 * so that they may come and go, unless there is nothing else.
 */
export function withSurroundings<T extends TextEdit>(
  text: string,
  edits: readonly T[],
): readonly (T & ReversibleEdit)[] {
  return edits.map((edit, index) => {
    const floor = edits[index - 1]?.end ?? 0;
    const ceiling = edits[index + 1]?.start ?? text.length;
    const before = text.slice(Math.max(floor, linesBefore(text, edit.start)), edit.start);
    const after = text.slice(edit.end, Math.min(ceiling, linesBehind(text, edit.end)));
    const inside = { before: behindMarker(before), after: upToMarker(text, edit.end, after) };
    const isAlone = (inside.before + inside.after).trim() === "";
    return {
      ...edit,
      oldText: text.slice(edit.start, edit.end),
      ...(isAlone ? { before, after } : inside),
    };
  });
}

/** The part behind the last line that begins or ends a document. */
function behindMarker(text: string): string {
  const last = [...text.matchAll(/^(?:---|\.\.\.)(?:[ \t][^\n]*)?\r?\n/gm)].at(-1);
  return last === undefined ? text : text.slice(last.index + last[0].length);
}

/** The part before the first line that begins or ends a document. */
function upToMarker(text: string, offset: number, after: string): string {
  const isOnLine = offset === 0 || text.charAt(offset - 1) === "\n";
  const at = (isOnLine ? /(?:^|\n)(?=(?:---|\.\.\.)[ \t\r\n])/ : /\n(?=(?:---|\.\.\.)[ \t\r\n])/).exec(after);
  return at === null ? after : after.slice(0, at.index + at[0].length);
}

/** Where the surroundings begin: with the line of the offset and those before it. */
function linesBefore(text: string, offset: number): number {
  const least = Math.max(0, offset - LETTERS);
  const window = text.slice(least, offset);
  const starts = lineStarts(window).filter((start) => start < window.length);
  return wholeLetter(text, least + (starts.at(-LINES) ?? 0), 1);
}

/** Where they end: with the line of the offset and those behind it. */
function linesBehind(text: string, offset: number): number {
  const window = text.slice(offset, offset + LETTERS);
  return wholeLetter(text, offset + (lineStarts(window)[LINES - 1] ?? window.length), -1);
}

function lineStarts(text: string): readonly number[] {
  return [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
}

/** The next offset in a direction that does not part the halves of a letter beyond the basic plane. */
function wholeLetter(text: string, offset: number, step: 1 | -1): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset + step : offset;
}
