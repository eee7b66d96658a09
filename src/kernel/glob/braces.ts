import { EXIT, Failure } from "../failure.ts";
import { quoted } from "../words.ts";
import { lettersOf } from "./letters.ts";

/** How many globs the braces of one may stand for. */
export const MAX_ALTERNATIVES = 256;

/** Letters of a glob; no path is longer (`PATH_MAX` of Linux). */
export const MAX_GLOB_LETTERS = 4096;

/** A piece of a glob: a letter, or what braces choose from. */
type Piece = string | readonly Sequence[];
type Sequence = readonly Piece[];

/** How many globs the braces of one stand for; none is built, so it may be asked of any text. Infinity for too long a text. */
export function countAlternatives(glob: string): number {
  if (!glob.includes("{")) return 1;
  return glob.length > MAX_GLOB_LETTERS ? Number.POSITIVE_INFINITY : countOf(readBraces(lettersOf(glob)));
}

/**
 * The globs that the braces of one stand for, each as its letters.
 * @throws Failure (usage) for more than `MAX_ALTERNATIVES`; who takes globs of users asks `globProblem` before.
 */
export function alternatives(glob: string): readonly (readonly string[])[] {
  if (countAlternatives(glob) > MAX_ALTERNATIVES)
    throw new Failure(
      EXIT.usage,
      `the braces in ${quoted(glob)} stand for more than ${MAX_ALTERNATIVES} globs`,
    );
  const letters = lettersOf(glob);
  return glob.includes("{") ? expand(readBraces(letters)) : [letters];
}

/** True where braces stand for something; `{x}` and `{}` are letters. */
export function hasBraces(glob: string): boolean {
  return glob.includes("{") && readBraces(lettersOf(glob)).some((piece) => typeof piece !== "string");
}

function countOf(sequence: Sequence): number {
  return sequence.reduce(
    (product, piece) =>
      typeof piece === "string" ? product : product * piece.reduce((sum, choice) => sum + countOf(choice), 0),
    1,
  );
}

function expand(sequence: Sequence): readonly (readonly string[])[] {
  let all: readonly (readonly string[])[] = [[]];
  let plain: string[] = [];
  for (const piece of sequence) {
    if (typeof piece === "string") {
      plain.push(piece);
      continue;
    }
    const inside = piece.flatMap(expand);
    const between = plain;
    all = all.flatMap((before) => inside.map((one) => [...before, ...between, ...one]));
    plain = [];
  }
  return plain.length === 0 ? all : all.map((before) => [...before, ...plain]);
}

/** The letters with what braces choose from: two passes, so that no text takes long. */
function readBraces(letters: readonly string[]): Sequence {
  const signs = signsOf(letters);
  const whole: Piece[] = [];
  const open: Piece[][][] = [];
  const current = (): Piece[] => open.at(-1)?.at(-1) ?? whole;
  for (const [at, letter] of letters.entries()) {
    const sign = signs.get(at);
    if (sign === undefined) current().push(letter);
    else if (sign === "open") open.push([[]]);
    else if (sign === "next") open.at(-1)?.push([]);
    else {
      const choices = open.pop() ?? [];
      current().push(sign === "close" ? choices : sign.map((value) => [...value]));
    }
  }
  return whole;
}

/** What a brace or comma does; at the end of a range stand its values. */
type Sign = "open" | "next" | "close" | readonly string[];

/** The braces and commas that are no letters, by their places. */
function signsOf(letters: readonly string[]): ReadonlyMap<number, Sign> {
  const signs = new Map<number, Sign>();
  const open: { readonly at: number; readonly commas: number[] }[] = [];
  for (const [at, letter] of letters.entries()) {
    if (letter === "{") open.push({ at, commas: [] });
    else if (letter === ",") open.at(-1)?.commas.push(at);
    else if (letter === "}") {
      const { at: start, commas } = open.pop() ?? { at: -1, commas: [] };
      if (start < 0) continue;
      const range =
        commas.length > 0 ? null : rangeOf(letters.slice(start + 1, Math.min(at, start + 16)).join(""));
      if (commas.length === 0 && range === null) continue;
      signs.set(start, "open");
      for (const comma of commas) signs.set(comma, "next");
      signs.set(at, range ?? "close");
    }
  }
  return signs;
}

/** `1..3` and `a..c`, both ends included; null for what is no range. */
function rangeOf(text: string): readonly string[] | null {
  const [, first = "", last = ""] = /^(\d{1,6}|[a-zA-Z])\.\.(\d{1,6}|[a-zA-Z])$/.exec(text) ?? [];
  const isNumber = /^\d/.test(first);
  if (first === "" || isNumber !== /^\d/.test(last)) return null;
  const [from, to] = isNumber ? [Number(first), Number(last)] : [first.charCodeAt(0), last.charCodeAt(0)];
  const length = Math.min(Math.abs(to - from), MAX_ALTERNATIVES) + 1;
  const values = Array.from({ length }, (_, index) => (from < to ? from + index : from - index));
  return values.map((value) => (isNumber ? String(value) : String.fromCharCode(value)));
}
