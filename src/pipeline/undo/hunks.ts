import type { TextEdit } from "../../edit/text-edit.ts";
import type { ReportedEdit, ReportedFile } from "./read-report.ts";

/** An object by what people call it. */
export interface Identity {
  readonly object: string;
  readonly namespace: string | null;
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
  /** What takes the edits back: places in `written`. */
  readonly reversed: readonly TextEdit[];
  /** Nothing but blank text stood before the first edit, or behind the last one: what follows now is somebody's. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** The objects that the edits are in or beside, as far as they are there after the run. */
  readonly objects: readonly Identity[];
}

/** The edits of a file in the order of the text; null where the surroundings contradict each other. */
export function hunksOf({ edits, input }: ReportedFile): readonly Hunk[] | null {
  const hunks: Hunk[] = [];
  let shift = 0;
  for (let first = 0; first < edits.length; ) {
    let next = first + 1;
    while (touches(edits[next - 1], edits[next])) next++;
    const chain = edits.slice(first, next);
    const hunk = hunkOf(chain, shift, input?.length ?? 0);
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

function hunkOf(edits: readonly ReportedEdit[], shift: number, length: number): Hunk | null {
  const [first] = edits;
  const last = edits.at(-1);
  if (first === undefined || last === undefined) return null;
  let written = first.before;
  let original = first.before;
  const reversed: TextEdit[] = [];
  for (const [index, edit] of edits.entries()) {
    const gap = gapBehind(edit, edits[index + 1]);
    if (gap === null) return null;
    const start = written.length;
    reversed.push({ start, end: start + edit.text.length, text: edit.oldText });
    written += edit.text + gap;
    original += edit.oldText + gap;
  }
  const originalAt = first.start - first.before.length;
  return {
    written,
    original,
    at: originalAt + shift,
    originalAt,
    reversed,
    isFirst: originalAt === 0 && first.before.trim() === "",
    isLast: last.end + last.after.length === length && last.after.trim() === "",
    objects: identitiesOf(edits),
  };
}

/** The text between two edits, put together from what is known on both sides; null where these disagree. */
function gapBehind(edit: ReportedEdit, next: ReportedEdit | undefined): string | null {
  if (next === undefined) return edit.after;
  const overlap = edit.after.length + next.before.length - (next.start - edit.end);
  return edit.after.endsWith(next.before.slice(0, overlap)) ? edit.after + next.before.slice(overlap) : null;
}

function identitiesOf(edits: readonly ReportedEdit[]): readonly Identity[] {
  const found = new Map<string, Identity>();
  for (const { object, namespace } of edits)
    if (object !== null) found.set(JSON.stringify([object, namespace]), { object, namespace });
  return [...found.values()];
}
