import type { Hunk } from "./hunks.ts";
import { isOf, type Territory, territoriesIn } from "./territories.ts";

/** A text in which stretches are looked for. */
export interface Haystack {
  readonly text: string;
  readonly territories: readonly Territory[];
  /** Letters that may still be looked through; what goes beyond is not found. */
  readonly budget: { left: number };
}

/** Enough to look through a file of a megabyte for a thousand edits. */
export const LETTERS_TO_SEARCH = 1_000_000_000;

/**
 * Where the stretch is, as the run wrote it or as it was before; null where it is not there or in several places. The
 * place where it must be if nothing changed since the last stretch that was found is looked at first.
 */
export function findHunk(
  haystack: Haystack,
  hunk: Hunk,
  form: "written" | "original",
  expected: number,
): number | null {
  const needle = hunk[form];
  if (needle === "") return null;
  const fits = (at: number): boolean => isFitting(haystack, hunk, form, at);
  const { text, budget } = haystack;
  if (expected >= 0 && text.startsWith(needle, expected) && fits(expected)) return expected;
  const places: number[] = [];
  for (let at = text.indexOf(needle); at >= 0 && places.length < 2; at = text.indexOf(needle, at + 1)) {
    budget.left -= needle.length;
    if (budget.left < 0) return null;
    if (fits(at)) places.push(at);
  }
  budget.left -= text.length;
  return places.length === 1 && budget.left >= 0 ? (places[0] ?? null) : null;
}

/** In the objects that the edits were made in, and at an end of the text or a document where the edits were. */
function isFitting(
  { text, territories }: Haystack,
  hunk: Hunk,
  form: "written" | "original",
  at: number,
): boolean {
  const end = at + hunk[form].length;
  const around = territoriesIn(territories, { start: at, end });
  if (!hunk.objects.every((wanted) => around.some((territory) => isOf(territory, wanted)))) return false;
  // What was put at an end and has been changed since is behind the original stretch, perhaps as a document.
  if (form === "original")
    return (
      (!hunk.isFirst || text.slice(0, at).trim() === "") && (!hunk.isLast || text.slice(end).trim() === "")
    );
  return (!hunk.isFirst || beginsDocument(text, at)) && (!hunk.isLast || endsDocument(text, end));
}

/** Nothing but a byte order mark, blank lines and comments stands before it in its document. */
function beginsDocument(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - EDGE), at);
  return /(?:^|\n)(?:---|\.\.\.)[^\n]*\n$/.test(before) || before.replace(/^#.*$/gm, "").trim() === "";
}

/** Nothing but blank lines and comments follows in its document. */
function endsDocument(text: string, end: number): boolean {
  const rest = text.slice(end, end + EDGE);
  const isOnLine = rest === "" || /^\r?\n/.test(rest) || text.charAt(end - 1) === "\n";
  return isOnLine && /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:[ \t]*(?:#[^\n]*)?$|---|\.\.\.)/.test(rest);
}

/** How far it is looked for the end of a document. */
const EDGE = 4000;
