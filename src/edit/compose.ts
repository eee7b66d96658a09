import type { TextEdit } from "./text-edit.ts";

/** A stretch of the text between: kept from the original, or written by the first edits. */
type Piece =
  | { readonly kind: "kept"; readonly start: number; readonly end: number }
  | { readonly kind: "written"; readonly text: string };

/**
 * The edits of `original` that do what `first` and then `second` do, where `second` refers to the text that `first`
 * leads to. Both sorted and free of overlaps, and so is the result; touching edits become one.
 */
export function composeEdits(
  original: string,
  first: readonly TextEdit[],
  second: readonly TextEdit[],
): readonly TextEdit[] {
  if (second.length === 0) return first;
  const takeUntil = reader(piecesOf(original, first));
  const after: Piece[] = [];
  for (const { start, end, text } of second) {
    after.push(...takeUntil(start), { kind: "written", text });
    takeUntil(end);
  }
  return editsOf(original, after.concat(takeUntil(Number.POSITIVE_INFINITY)));
}

function piecesOf(original: string, edits: readonly TextEdit[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let cursor = 0;
  for (const { start, end, text } of edits) {
    pieces.push({ kind: "kept", start: cursor, end: start }, { kind: "written", text });
    cursor = end;
  }
  return [...pieces, { kind: "kept", start: cursor, end: original.length }];
}

/** Gives the pieces one stretch after the other: each call those up to an offset of the text that they make. */
function reader(pieces: readonly Piece[]): (to: number) => readonly Piece[] {
  let index = 0;
  let taken = 0;
  let at = 0;
  return (to) => {
    const found: Piece[] = [];
    for (let piece = pieces[index]; piece !== undefined && at < to; piece = pieces[index]) {
      const length = piece.kind === "kept" ? piece.end - piece.start : piece.text.length;
      const end = Math.min(taken + to - at, length);
      if (taken < end) found.push(part(piece, taken, end));
      at += end - taken;
      taken = end;
      if (end < length) break;
      index++;
      taken = 0;
    }
    return found;
  };
}

function part(piece: Piece, start: number, end: number): Piece {
  return piece.kind === "kept"
    ? { kind: "kept", start: piece.start + start, end: piece.start + end }
    : { kind: "written", text: piece.text.slice(start, end) };
}

function editsOf(original: string, pieces: readonly Piece[]): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let cursor = 0;
  let text = "";
  const flush = (end: number): void => {
    if (end > cursor || text !== "") edits.push({ start: cursor, end, text });
    text = "";
  };
  for (const piece of pieces) {
    if (piece.kind === "written") text += piece.text;
    else if (piece.start < piece.end) {
      flush(piece.start);
      cursor = piece.end;
    }
  }
  flush(original.length);
  return edits;
}
