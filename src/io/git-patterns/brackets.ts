/** What brackets of a pattern take, and where they end. */
interface Brackets {
  readonly takes: (letter: string) => boolean;
  /** Behind the closing one. */
  readonly end: number;
}

/** A range of letters, both ends included. */
type Range = readonly [from: string, to: string];

/**
 * Reads brackets as git does (`dowild` in its wildmatch.c): the first `]` is a letter, a backslash makes one, and
 * classes such as `[:digit:]` know ASCII alone. Null where git lets the whole pattern match nothing: nothing closes
 * them, or a class has no such name.
 */
export function readBrackets(pattern: string, start: number): Brackets | null {
  const isNegated = /[!^]/.test(pattern.charAt(start + 1));
  const ranges: Range[] = [];
  const first = start + (isNegated ? 2 : 1);
  let previous: string | null = null;
  let at = first;
  while (at === first || pattern[at] !== "]") {
    const part = readPart(pattern, at, previous);
    if (part === null) return null;
    ranges.push(...part.ranges);
    previous = part.letter;
    at = part.end;
  }
  const isIn = (letter: string): boolean => ranges.some(([from, to]) => from <= letter && letter <= to);
  return { takes: (letter) => isIn(letter) !== isNegated, end: at + 1 };
}

interface Part {
  readonly ranges: readonly Range[];
  /** What a range may begin with. */
  readonly letter: string | null;
  readonly end: number;
}

function readPart(pattern: string, at: number, previous: string | null): Part | null {
  const letter = pattern[at];
  if (letter === undefined) return null;
  if (letter === "-" && previous !== null && !/^\]?$/.test(pattern.charAt(at + 1)))
    return readRange(pattern, at + 1, previous);
  if (letter === "[" && pattern[at + 1] === ":") {
    const named = readNamed(pattern, at + 2);
    if (named !== "letter") return named;
  }
  return readLetter(pattern, at);
}

function readLetter(pattern: string, at: number): Part | null {
  const isEscaped = pattern[at] === "\\";
  const letter = pattern[isEscaped ? at + 1 : at];
  return letter === undefined ? null : { ranges: [[letter, letter]], letter, end: at + (isEscaped ? 2 : 1) };
}

function readRange(pattern: string, at: number, from: string): Part | null {
  const last = readLetter(pattern, at);
  return last?.letter == null ? null : { ranges: [[from, last.letter]], letter: null, end: last.end };
}

/** `[:alpha:]`, from behind its colon; where no `:]` ends it, its bracket is a letter. */
function readNamed(pattern: string, at: number): Part | "letter" | null {
  const end = pattern.indexOf("]", at);
  if (end < 0) return null;
  if (end === at || pattern[end - 1] !== ":") return "letter";
  const name = pattern.slice(at, end - 1);
  const ranges = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  return ranges === undefined ? null : { ranges, letter: null, end: end + 1 };
}

const DIGIT: Range = ["0", "9"];
const UPPER: Range = ["A", "Z"];
const LOWER: Range = ["a", "z"];

/** Of git's own ctype.c: a vertical tab is no space. */
const CLASSES: Readonly<Record<string, readonly Range[]>> = {
  alnum: [DIGIT, UPPER, LOWER],
  alpha: [UPPER, LOWER],
  blank: [
    [" ", " "],
    ["\t", "\t"],
  ],
  cntrl: [
    ["\x00", "\x1f"],
    ["\x7f", "\x7f"],
  ],
  digit: [DIGIT],
  graph: [["!", "~"]],
  lower: [LOWER],
  print: [[" ", "~"]],
  punct: [
    ["!", "/"],
    [":", "@"],
    ["[", "`"],
    ["{", "~"],
  ],
  space: [
    [" ", " "],
    ["\t", "\n"],
    ["\r", "\r"],
  ],
  upper: [UPPER],
  xdigit: [DIGIT, ["A", "F"], ["a", "f"]],
};
