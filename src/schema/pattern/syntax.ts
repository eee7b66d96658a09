import {
  NoPattern,
  type Reader,
  readClass,
  readEscapedLetter,
  readSet,
  rest,
  type Takes,
} from "./letters.ts";

/** Where a pattern may stand: the ends of the text or of a line, and the edge of a word or not. */
export type Look = "text-start" | "text-end" | "line-start" | "line-end" | "word-edge" | "no-word-edge";

/** A pattern as a tree. */
export type Syntax =
  | { readonly is: "letter"; readonly takes: Takes }
  | { readonly is: "look"; readonly at: Look }
  | { readonly is: "all" | "any"; readonly of: readonly Syntax[] }
  | { readonly is: "repeat"; readonly of: Syntax; readonly least: number; readonly most: number };

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

/** Go refuses to repeat more often (regexp/syntax `ErrInvalidRepeatSize`). */
const MAX_REPEAT = 1000;
const MAX_DEPTH = 100;

/**
 * Reads a pattern as Go's `regexp/syntax` does.
 * @throws NoPattern for what Go would refuse.
 */
export function readSyntax(pattern: string): Syntax {
  const reader: Reader = { letters: [...pattern], at: 0, depth: 0 };
  const syntax = readAny(reader, { i: false, m: false, s: false });
  if (reader.at < reader.letters.length) throw new NoPattern();
  return syntax;
}

function readAny(reader: Reader, flags: Flags): Syntax {
  if (++reader.depth > MAX_DEPTH) throw new NoPattern();
  const branches: Syntax[] = [];
  let current: Syntax[] = [];
  let own = flags;
  for (;;) {
    const letter = reader.letters[reader.at];
    if (letter === undefined || letter === ")") break;
    if (letter === "|") {
      reader.at++;
      branches.push({ is: "all", of: current });
      current = [];
      continue;
    }
    const switched = readSwitch(reader, own);
    if (switched === null) current.push(readRepeated(reader, own));
    else own = switched;
  }
  reader.depth--;
  const last: Syntax = { is: "all", of: current };
  return branches.length === 0 ? last : { is: "any", of: [...branches, last] };
}

/** `(?i)` holds to the end of the group that it stands in. */
function readSwitch(reader: Reader, flags: Flags): Flags | null {
  const [whole, said] = /^\(\?([a-zA-Z-]+)\)/.exec(rest(reader, 12)) ?? [];
  if (whole === undefined || said === undefined) return null;
  reader.at += whole.length;
  return switchFlags(flags, said);
}

function switchFlags(flags: Flags, said: string): Flags {
  if (!/^(?:[imsU]+(?:-[imsU]+)?|-[imsU]+)$/.test(said)) throw new NoPattern();
  const [on = "", off = ""] = said.split("-");
  const state = (name: keyof Flags): boolean => !off.includes(name) && (on.includes(name) || flags[name]);
  return { i: state("i"), m: state("m"), s: state("s") };
}

function readRepeated(reader: Reader, flags: Flags): Syntax {
  const node = readOne(reader, flags);
  const range = readRange(reader);
  if (range === null) return node;
  // Whether it takes as much or as little as it can makes no difference to whether it matches.
  if (reader.letters[reader.at] === "?") reader.at++;
  if (readRange(reader) !== null) throw new NoPattern();
  return { is: "repeat", of: node, ...range };
}

function readRange(reader: Reader): { readonly least: number; readonly most: number } | null {
  const letter = reader.letters[reader.at];
  const simple = { "*": [0, Infinity], "+": [1, Infinity], "?": [0, 1] }[letter ?? ""];
  if (simple !== undefined) {
    reader.at++;
    const [least = 0, most = 0] = simple;
    return { least, most };
  }
  const [whole, from = "", comma, to = ""] = /^\{(\d{1,6})(,(\d{0,6}))?\}/.exec(rest(reader, 20)) ?? [];
  if (whole === undefined) return null;
  reader.at += whole.length;
  const least = Number(from);
  const most = comma === undefined ? least : to === "" ? Number.POSITIVE_INFINITY : Number(to);
  if (least > MAX_REPEAT || (Number.isFinite(most) && (most > MAX_REPEAT || most < least)))
    throw new NoPattern();
  return { least, most };
}

function readOne(reader: Reader, flags: Flags): Syntax {
  const letter = reader.letters[reader.at++] ?? "";
  switch (letter) {
    case "(":
      return readGroup(reader, flags);
    case "[":
      return { is: "letter", takes: folded(readClass(reader), flags) };
    case ".":
      return { is: "letter", takes: flags.s ? () => true : (one) => one !== "\n" };
    case "^":
      return { is: "look", at: flags.m ? "line-start" : "text-start" };
    case "$":
      return { is: "look", at: flags.m ? "line-end" : "text-end" };
    case "\\":
      return readEscape(reader, flags);
    case "*":
    case "+":
    case "?":
      throw new NoPattern();
    default:
      return { is: "letter", takes: folded((one) => one === letter, flags) };
  }
}

function readGroup(reader: Reader, flags: Flags): Syntax {
  let own = flags;
  if (reader.letters[reader.at] === "?") {
    const [whole, said] = /^\?(?:P?<\w{1,40}>|([a-zA-Z-]*):)/.exec(rest(reader, 60)) ?? [];
    if (whole === undefined) throw new NoPattern();
    reader.at += whole.length;
    if (said !== undefined && said !== "") own = switchFlags(flags, said);
  }
  const node = readAny(reader, own);
  if (reader.letters[reader.at] !== ")") throw new NoPattern();
  reader.at++;
  return node;
}

const LOOKS: Readonly<Record<string, Look>> = {
  A: "text-start",
  z: "text-end",
  b: "word-edge",
  B: "no-word-edge",
};

function readEscape(reader: Reader, flags: Flags): Syntax {
  const letter = reader.letters[reader.at] ?? "";
  const look = Object.hasOwn(LOOKS, letter) ? LOOKS[letter] : undefined;
  if (look !== undefined) {
    reader.at++;
    return { is: "look", at: look };
  }
  if (letter === "Q") return readQuoted(reader, flags);
  const set = readSet(reader);
  if (set !== null) return { is: "letter", takes: folded(set, flags) };
  const meant = readEscapedLetter(reader);
  return { is: "letter", takes: folded((one) => one === meant, flags) };
}

/** `\Q…\E`: letters without a meaning. */
function readQuoted(reader: Reader, flags: Flags): Syntax {
  const of: Syntax[] = [];
  for (reader.at++; reader.at < reader.letters.length; reader.at++) {
    if (rest(reader, 2) === "\\E") {
      reader.at += 2;
      break;
    }
    const letter = reader.letters[reader.at];
    of.push({ is: "letter", takes: folded((one) => one === letter, flags) });
  }
  return { is: "all", of };
}

function folded(takes: Takes, { i }: Flags): Takes {
  return i ? (letter) => takes(letter) || takes(letter.toLowerCase()) || takes(letter.toUpperCase()) : takes;
}
