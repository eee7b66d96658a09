import type { TextEdit } from "./text-edit.ts";

/** A text whose last line has no line end, made whole for line arithmetic, and the way back. */
export interface ClosedEnd {
  readonly text: string;
  readonly limit: number;
  /** Turns edits of the closed text into edits of the original that leave its end open. */
  readonly close: (edits: readonly TextEdit[]) => readonly TextEdit[];
}

/**
 * One file in seven has no newline at its end. Lines are inserted and deleted as if it had one; what is left
 * over at the end is settled here, once. `limit` is the end of the document that is edited.
 */
export function closeEnd(text: string, limit: number, lineBreak: string): ClosedEnd {
  if (limit < text.length || text.endsWith("\n")) return { text, limit, close: (edits) => edits };
  const closed = text + lineBreak;
  return { text: closed, limit: closed.length, close: (edits) => reopen(text, lineBreak, edits) };
}

function reopen(text: string, lineBreak: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const last = edits.at(-1);
  if (last === undefined || last.end <= text.length) return edits;
  const rest = edits.slice(0, -1);
  const lines = last.text.endsWith(lineBreak) ? last.text.slice(0, -lineBreak.length) : last.text;
  // Lines that go behind the last one bring their own line break in front.
  if (last.start > text.length)
    return [...rest, { start: text.length, end: text.length, text: lineBreak + lines }];
  if (last.text !== "") return [...rest, { start: last.start, end: text.length, text: lines }];
  // The last lines go: so does the line break before them.
  const before = text.slice(0, last.start);
  const start = before.length - (/\r?\n$/.exec(before)?.[0].length ?? 0);
  return [...rest, { start, end: text.length, text: "" }];
}
