import { isGenerated } from "../../workload/autoscalers.ts";
import type { Hunk } from "./hunks.ts";
import { isOf, type Territory, territoryAt } from "./territories.ts";

/** A text in which stretches are looked for. */
export interface Haystack {
  readonly text: string;
  readonly territories: readonly Territory[];
  /** Where stretches are that were looked for: like objects get like edits. */
  readonly known: Map<string, readonly number[]>;
  /** Steps that may still be made; what goes beyond is not found. */
  readonly budget: { left: number };
}

/** A text to look in. */
export function haystackOf(text: string, territories: readonly Territory[]): Haystack {
  return { text, territories, known: new Map(), budget: { left: STEPS } };
}

/** Enough to look through a file of a megabyte for a thousand different edits; a step is a letter. */
const STEPS = 1_000_000_000;

/** What looking at the objects around a place costs, in steps. */
const STEPS_OF_A_PLACE = 50;

/** A stretch as the run wrote it, or as it was before. */
type Form = "written" | "original";

/**
 * Where the stretch is; null where it is not there or in several places. The place where it must be if nothing changed
 * since the last stretch that was found is looked at first.
 */
export function findHunk(haystack: Haystack, hunk: Hunk, form: Form, expected: number): number | null {
  const needle = hunk[form];
  if (needle === "") return null;
  const { text, budget } = haystack;
  if (expected >= 0 && text.startsWith(needle, expected) && fitOf(haystack, hunk, form, expected) !== "none")
    return expected;
  const fits: { readonly [fit in "inside" | "beside"]: number[] } = { inside: [], beside: [] };
  const places = placesOf(haystack, needle);
  budget.left -= places.length * STEPS_OF_A_PLACE;
  if (budget.left < 0) return null;
  for (const at of places) {
    const fit = fitOf(haystack, hunk, form, at);
    if (fit !== "none") fits[fit].push(at);
  }
  const found = fits.inside.length > 0 ? fits.inside : fits.beside;
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Everywhere that a stretch is; nowhere where the budget does not allow to look. */
function placesOf({ text, known, budget }: Haystack, needle: string): readonly number[] {
  const before = known.get(needle);
  if (before !== undefined) return before;
  const places: number[] = [];
  budget.left -= text.length;
  for (let at = text.indexOf(needle); at >= 0 && budget.left >= 0; at = text.indexOf(needle, at + 1)) {
    budget.left -= needle.length;
    places.push(at);
  }
  known.set(needle, places);
  return places;
}

/**
 * Whether the edits would be where they were made: inside their objects, or right before them, as a Service that workers
 * need; and at an end of a document where they were at an end of the file.
 */
function fitOf(haystack: Haystack, hunk: Hunk, form: Form, at: number): "inside" | "beside" | "none" {
  if (!isAtItsEnds(haystack, hunk, form, at)) return "none";
  const { text, territories } = haystack;
  let fit: "inside" | "beside" = "inside";
  for (const { object, originalStart, start, end, text: old } of hunk.reversed) {
    if (object === null) continue;
    const from = at + (form === "written" ? start : originalStart);
    const to = at + (form === "written" ? end : originalStart + old.length);
    if (isOf(territoryAt(territories, Math.max(0, from - 1)), object)) continue;
    if (!isOf(territoryAt(territories, nextLetter(text, to)), object)) return "none";
    fit = "beside";
  }
  return fit;
}

function isAtItsEnds(
  { text, territories }: Haystack,
  { isFirst, isLast, makesObject, ...hunk }: Hunk,
  form: Form,
  at: number,
): boolean {
  const end = at + hunk[form].length;
  const isDocument = /^(?:---|\.\.\.)/.test(hunk[form]);
  const isAtEnds =
    (!isFirst || isDocument || beginsDocument(text, at)) && (!isLast || endsDocument(text, end));
  if (form === "written" || !makesObject) return isAtEnds;
  // An object that was made there and has been changed since is the neighbour of the original stretch.
  const isMade = (offset: number): boolean => {
    const territory = territoryAt(territories, offset);
    return territory !== null && isGenerated(territory.object);
  };
  return isAtEnds && !(isFirst && isMade(at - 1)) && !(isLast && isMade(nextLetter(text, end)));
}

/** The next letter that is no space, marker, comment or list sign: an item of a List begins behind its dash. */
function nextLetter(text: string, offset: number): number {
  const signs = /(?:[\s,.-]|#[^\n]*\n)*/y;
  signs.lastIndex = offset;
  signs.exec(text);
  return Math.min(signs.lastIndex, text.length - 1);
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
