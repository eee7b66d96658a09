import type { TextEdit } from "../../edit/text-edit.ts";
import type { ReportedEdit, ReportedFile } from "./read-report.ts";

/** An object by what people call it. */
export interface Identity {
  readonly object: string;
  readonly namespace: string | null;
}

/** What takes one edit back: places in what the run wrote, and where the old text was in the original stretch. */
interface ReversedEdit extends TextEdit {
  readonly originalStart: number;
  /** The object that the edit is in or beside; null where it took the object out. */
  readonly object: Identity | null;
}

/** Edits so near to each other that the text between them is known, with what surrounds them. */
export interface Hunk {
  /** What the run wrote, with the text around it. */
  readonly written: string;
  /** The same stretch as it was before the run. */
  readonly original: string;
  /** Offset in the whole text that the run wrote. */
  readonly at: number;
  /** Offset in the original text. */
  readonly originalAt: number;
  readonly reversed: readonly ReversedEdit[];
  /** Nothing but blank text stood before the first edit in its document, or behind the last one. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** An object was put beside what was there. */
  readonly makesObject: boolean;
}

/** The edits of a file in the order of the text; null where the surroundings contradict each other. */
export function hunksOf({ edits }: ReportedFile): readonly Hunk[] | null {
  const hunks: Hunk[] = [];
  let shift = 0;
  for (let first = 0; first < edits.length; ) {
    let next = first + 1;
    while (touches(edits[next - 1], edits[next])) next++;
    const chain = edits.slice(first, next);
    const hunk = hunkOf(chain, shift);
    if (hunk === null) return null;
    hunks.push(hunk);
    shift += chain.reduce((sum, edit) => sum + edit.text.length - edit.oldText.length, 0);
    first = next;
  }
  return hunks;
}

function touches(edit: ReportedEdit | undefined, next: ReportedEdit | undefined): boolean {
  if (edit === undefined || next === undefined) return false;
  return edit.end + edit.after.length >= next.start - next.before.length;
}

function hunkOf(edits: readonly ReportedEdit[], shift: number): Hunk | null {
  const [first] = edits;
  const last = edits.at(-1);
  if (first === undefined || last === undefined) return null;
  let written = first.before;
  let original = first.before;
  const reversed: ReversedEdit[] = [];
  for (const [index, edit] of edits.entries()) {
    const gap = gapBehind(edit, edits[index + 1]);
    if (gap === null) return null;
    const { text, oldText, object, namespace } = edit;
    const start = written.length;
    reversed.push({
      start,
      end: start + text.length,
      text: oldText,
      originalStart: original.length,
      object: object === null ? null : { object, namespace },
    });
    written += text + gap;
    original += oldText + gap;
  }
  const originalAt = first.start - first.before.length;
  return {
    written,
    original,
    at: originalAt + shift,
    originalAt,
    reversed,
    isFirst: first.before.trim() === "",
    isLast: last.after.trim() === "",
    makesObject: edits.some(({ text }) => /^---/m.test(text)),
  };
}

/** The text between two edits, put together from what is known on both sides; null where these disagree. */
function gapBehind(edit: ReportedEdit, next: ReportedEdit | undefined): string | null {
  if (next === undefined) return edit.after;
  const overlap = edit.after.length + next.before.length - (next.start - edit.end);
  return edit.after.endsWith(next.before.slice(0, overlap)) ? edit.after + next.before.slice(overlap) : null;
}
