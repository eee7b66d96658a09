import { Bug } from "../kernel/failure.ts";

/** Replaces the text from `start` to `end` (UTF-16 offsets of the original) by `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies edits that refer to the original text. They must be sorted and must not overlap; two insertions at
 * one place keep their order.
 * @throws Bug when edits overlap or are out of order.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const edit of edits) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length)
      throw new Bug(`text edits overlap or are out of range at offset ${edit.start}`);
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
