import { isWildcard, literalOf } from "./letters.ts";
import type { Part, Segment } from "./matching.ts";

/** The parts of a glob of text, from its letters. */
export function partsOf(letters: readonly string[]): readonly Part[] {
  return letters.map((letter) => {
    if (letter === "*") return "*";
    if (letter === "?") return () => true;
    return isWildcard(letter) ? classOf(letter.slice(1, -1)) : partOf(literalOf(letter));
  });
}

/** The segments of a glob of paths, from its letters. At the end `**` is what lies below, not the folder itself. */
export function segmentsOf(letters: readonly string[]): readonly Segment[] {
  const segments = splitAtSlashes(letters).map(segmentOf);
  return segments.at(-1) === "**" ? [...segments, ["*"]] : segments;
}

function splitAtSlashes(letters: readonly string[]): readonly (readonly string[])[] {
  const all: string[][] = [[]];
  for (const letter of letters)
    if (letter === "/") all.push([]);
    else all.at(-1)?.push(letter);
  return all;
}

function segmentOf(letters: readonly string[]): Segment {
  if (letters.length === 2 && letters.every((letter) => letter === "*")) return "**";
  if (letters.some(isWildcard)) return partsOf(letters);
  // `\*\*` is a name that looks like a wildcard.
  const text = letters.map(literalOf).join("");
  return text === "**" ? partsOf(letters) : text;
}

function partOf(wanted: string): Part {
  return (letter) => letter === wanted;
}

/** `a-z`, `!a`, `\]`: what is between brackets. */
function classOf(letters: string): Part {
  const isNegated = /^[!^]/.test(letters);
  const pieces = isNegated ? letters.slice(1) : letters;
  const ranges = [...pieces.matchAll(/(?:\\(.)|(.))(?:-(?:\\(.)|(.)))?/gs)].map(([, a, b, c, d]) => {
    const from = a ?? b ?? "";
    return { from, to: c ?? d ?? from };
  });
  const isOpenEnded = pieces.endsWith("-");
  const isIn = (letter: string): boolean =>
    ranges.some(({ from, to }) => from <= letter && letter <= to) || (isOpenEnded && letter === "-");
  return (letter) => isIn(letter) !== isNegated;
}
