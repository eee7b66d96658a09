import { type Event, parseEvents, YAMLException } from "js-yaml";
import { type JsYamlReason, jsYamlReason } from "./js-yaml-reasons.ts";

/**
 * Inside quotes and brackets kubectl's reader (go-yaml, as libyaml) takes lines with any indentation, and tabs between
 * words, where the YAML specification and js-yaml ask for more spaces than the parent has: `]` at its key's column, a
 * quoted text that goes on at the left margin. White space at the beginning of such a line means nothing, so
 * the text is read with spaces put before these lines, and what is read is placed where it stands in the original.
 */

/**
 * How often the text may be read, by its length: each run of such lines costs one reading, long ones a few more.
 * A document that needs more is refused, so that the time grows only with its length.
 */
const MOST_READINGS = 64;

/** Lines in sequence, by index, that are moved to the right. */
interface Run {
  readonly from: number;
  /** Behind the last one. */
  readonly to: number;
  /** The quotes or brackets end with it. */
  readonly isWhole: boolean;
}

interface Moves {
  readonly runs: readonly Run[];
  /** Lines whose tabs are read as spaces. */
  readonly tabs: ReadonlySet<number>;
}

/** True for what this reading may get over. */
export function isDeficient(error: unknown): error is YAMLException {
  return jsYamlReason(error) === "deficient-indentation";
}

/**
 * The events of a text that `parseEvents` refused with `first`, as kubectl reads it. `refused`: kubectl does not read it
 * either; `too-many`: it has more such lines than are gone over.
 */
export function parseLoosely(
  text: string,
  first: YAMLException,
  maxDepth: number,
): readonly Event[] | "refused" | "too-many" {
  const starts = lineStarts(text);
  const width = deepestIndentation(text) + 1;
  let moves: Moves = { runs: [], tabs: new Set() };
  let error: YAMLException = first;
  let toOriginal = (offset: number): number => offset;
  for (let length = 0; ; ) {
    const place = toOriginal(error.mark?.position ?? 0);
    const next = correct(moves, { text, starts, reason: jsYamlReason(error), place });
    if (next === null) return "refused";
    moves = next;
    // Counted before it is made: what is moved far may be far larger than the text.
    length += text.length + width * movedLines(moves);
    if (length > text.length * MOST_READINGS) return "too-many";
    const moved = moveLines(text, starts, moves, width);
    toOriginal = moved.toOriginal;
    try {
      return parseEvents(moved.text, { maxDepth }).map((event) => placed(event, toOriginal));
    } catch (failure) {
      if (!(failure instanceof YAMLException)) throw failure;
      error = failure;
    }
  }
}

function movedLines({ runs }: Moves): number {
  return runs.reduce((total, { from, to }) => total + to - from, 0);
}

interface Failure {
  readonly text: string;
  readonly starts: readonly number[];
  readonly reason: JsYamlReason;
  /** Where in the text. */
  readonly place: number;
}

/** The moves that get over a failure; null where there are none. */
function correct({ runs, tabs }: Moves, { text, starts, reason, place }: Failure): Moves | null {
  const line = lineOf(starts, place);
  const last = runs.at(-1);
  const isInLast = last !== undefined && line >= last.from && line < last.to;
  // A line behind the quotes or brackets was moved along: there they had ended.
  if (reason === "bad-indentation" && last !== undefined && isInLast && line > last.from)
    return { tabs, runs: [...runs.slice(0, -1), { from: last.from, to: line, isWhole: true }] };
  if (reason !== "deficient-indentation") return null;
  if (!tabs.has(line) && text.slice(starts[line], place).includes("\t"))
    return { runs, tabs: new Set([...tabs, line]) };
  if (isInLast || (last !== undefined && line < last.to)) return null;
  const goesOn = last !== undefined && last.to === line && !last.isWhole;
  if (!goesOn) return { tabs, runs: [...runs, { from: line, to: line + 1, isWhole: false }] };
  const longer = {
    from: last.from,
    to: Math.min(starts.length, line + 2 * (line - last.from)),
    isWhole: false,
  };
  return { tabs, runs: [...runs.slice(0, -1), longer] };
}

/** The text with `width` spaces before each line of the runs, and the way back to its own offsets. */
function moveLines(
  text: string,
  starts: readonly number[],
  { runs, tabs }: Moves,
  width: number,
): { readonly text: string; readonly toOriginal: (offset: number) => number } {
  const moved = runs.flatMap(({ from, to }) => starts.slice(from, to));
  const spaces = " ".repeat(width);
  let result = "";
  let done = 0;
  for (const start of moved) {
    result += text.slice(done, start) + spaces;
    done = start;
  }
  result += text.slice(done);
  // Tabs and spaces have one length.
  for (const line of tabs) {
    const start = starts[line] ?? 0;
    const end = starts[line + 1] ?? text.length;
    const from = start + width * countUpTo(moved, start);
    const length = end - start;
    result =
      result.slice(0, from) +
      result.slice(from, from + length).replaceAll("\t", " ") +
      result.slice(from + length);
  }
  const movedTo = moved.map((start, index) => start + index * width);
  return {
    text: result,
    toOriginal: (offset) => {
      const before = countUpTo(movedTo, offset);
      const start = moved[before - 1];
      return start === undefined ? offset : Math.max(start, offset - before * width);
    },
  };
}

/** An event with its offsets in the original text. */
function placed(event: Event, toOriginal: (offset: number) => number): Event {
  const copy: Record<string, unknown> = { ...event };
  for (const field of OFFSETS) {
    const offset = copy[field];
    if (typeof offset === "number" && offset >= 0) copy[field] = toOriginal(offset);
  }
  return copy as unknown as Event;
}

/** Fields of js-yaml's events that are offsets; -1 stands for none. */
const OFFSETS = [
  "start",
  "valueStart",
  "valueEnd",
  "anchorStart",
  "anchorEnd",
  "tagStart",
  "tagEnd",
] as const;

function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\r\n?|\n/g), ({ 0: end, index }) => index + end.length)];
}

function lineOf(starts: readonly number[], place: number): number {
  return countUpTo(starts, place) - 1;
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The farthest that a key or item begins to the right: a parent is indented by no more. */
function deepestIndentation(text: string): number {
  let deepest = 0;
  for (const [indentation] of text.matchAll(/^[ ?-]+/gm)) deepest = Math.max(deepest, indentation.length);
  return deepest;
}
