import type { TextEdit } from "../../edit/text-edit.ts";
import { findHunk, type Haystack } from "./find-hunk.ts";
import type { Hunk } from "./hunks.ts";

/** What of a run can be taken back in a text that somebody has changed since. */
interface TakenBack {
  /** Sorted and not overlapping; offsets of the text. */
  readonly edits: readonly TextEdit[];
  /** Stretches that are as before the run already. */
  readonly already: number;
  /** Stretches that are neither as the run wrote them nor as they were, with where they would be. */
  readonly lost: readonly { readonly hunk: Hunk; readonly near: number }[];
}

/** Finds each stretch of a run and reverses its edits. */
export function takeBack(haystack: Haystack, hunks: readonly Hunk[]): TakenBack {
  const found: { readonly hunk: Hunk; readonly edits: readonly TextEdit[] }[] = [];
  const lost: { hunk: Hunk; near: number }[] = [];
  let already = 0;
  // How far the text is from the original one, behind the last stretch that was found.
  let drift = 0;
  for (const hunk of hunks) {
    const expected = hunk.originalAt + drift;
    const at = findHunk(haystack, hunk, "written", expected);
    if (at !== null) {
      found.push({ hunk, edits: hunk.reversed.map((edit) => moved(edit, at)) });
      drift = at + hunk.written.length - (hunk.originalAt + hunk.original.length);
      continue;
    }
    const back = findHunk(haystack, hunk, "original", expected);
    if (back === null) lost.push({ hunk, near: Math.max(0, Math.min(expected, haystack.text.length)) });
    else {
      already++;
      drift = back - hunk.originalAt;
    }
  }
  const sorted = found.sort((a, b) => (a.edits[0]?.start ?? 0) - (b.edits[0]?.start ?? 0));
  const edits: TextEdit[] = [];
  for (const one of sorted) {
    const start = one.edits[0]?.start ?? 0;
    // Two stretches in one place: it is not known which of them is meant.
    if (start < (edits.at(-1)?.end ?? 0)) lost.push({ hunk: one.hunk, near: start });
    else edits.push(...one.edits);
  }
  return { edits, already, lost };
}

function moved(edit: TextEdit, by: number): TextEdit {
  return { start: edit.start + by, end: edit.end + by, text: edit.text };
}
