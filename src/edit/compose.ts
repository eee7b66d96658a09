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
  const between = piecesOf(original, first);
  const after: Piece[] = [];
  let cursor = 0;
  for (const { start, end, text } of second) {
    after.push(...slice(between, cursor, start), { kind: "written", text });
    cursor = end;
  }
  after.push(...slice(between, cursor, Number.POSITIVE_INFINITY));
  return editsOf(original, after);
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

/** The part of the pieces from offset `from` to `to` of the text that they make. */
function slice(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = piece.kind === "kept" ? piece.end - piece.start : piece.text.length;
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, length)];
    if (start < end)
      found.push(
        piece.kind === "kept"
          ? { kind: "kept", start: piece.start + start, end: piece.start + end }
          : { kind: "written", text: piece.text.slice(start, end) },
      );
    at += length;
  }
  return found;
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
