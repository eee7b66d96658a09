import type { TextEdit } from "./text-edit.ts";

/** A text made whole for line arithmetic: its last line has a line end. */
export interface ClosedEnd {
  readonly text: string;
  /** End of the document that is edited. */
  readonly limit: number;
  /** The line end that was added; empty where there was one. */
  readonly added: string;
}

/**
 * One file in seven has no newline at its end. Lines are inserted and deleted as if it had one; what is left
 * over at the end is settled by `reopenEnd`. `limit` is the end of the document that is edited.
 */
export function closeEnd(text: string, limit: number, lineBreak: string): ClosedEnd {
  if (limit < text.length || text.endsWith("\n")) return { text, limit, added: "" };
  const closed = text + lineBreak;
  return { text: closed, limit: closed.length, added: lineBreak };
}

/** Turns edits of the closed text into edits of the original that leave its end open. */
export function reopenEnd(
  { text: closed, added }: ClosedEnd,
  edits: readonly TextEdit[],
): readonly TextEdit[] {
  const open = closed.length - added.length;
  const last = edits.at(-1);
  if (added === "" || last === undefined || last.end <= open) return edits;
  const rest = edits.slice(0, -1);
  const lines = last.text.endsWith(added) ? last.text.slice(0, -added.length) : last.text;
  // Lines that go behind the last one bring their own line break in front.
  if (last.start > open) return [...rest, { start: open, end: open, text: added + lines }];
  if (last.text !== "") return [...rest, { start: last.start, end: open, text: lines }];
  // The last lines go: so does the line break before them.
  const before = closed.slice(0, last.start);
  const start = before.length - (/\r?\n$/.exec(before)?.[0].length ?? 0);
  return [...rest, { start, end: open, text: "" }];
}
