/** Leaves the reading of what is no pattern; never leaves this folder. */
export class NoPattern extends Error {}

/** A pattern, and how far it is read. */
export interface Reader {
  readonly letters: readonly string[];
  at: number;
  /** Groups around it. */
  depth: number;
}

/** Which letters a place takes. */
export type Takes = (letter: string) => boolean;

const SETS: Readonly<Record<string, RegExp>> = { d: /^[0-9]$/, s: /^[\t\n\f\r ]$/, w: /^[0-9A-Za-z_]$/ };

/** `\d`, `\W`, `\pL`, `\P{Greek}` behind the backslash; null for a letter. */
export function readSet(reader: Reader): Takes | null {
  const [name = "", short, long] =
    /^[dswDSW]|^[pP](?:([A-Z])|\{(\^?\w{1,40})\})/.exec(rest(reader, 50)) ?? [];
  if (name === "") return null;
  reader.at += name.length;
  const isNegated = /^[DSWP]/.test(name) !== (long?.startsWith("^") === true);
  const known = SETS[name.charAt(0).toLowerCase()] ?? unicodeSet(short ?? long?.replace("^", "") ?? "");
  return (letter) => known.test(letter) !== isNegated;
}

function unicodeSet(name: string): RegExp {
  for (const property of [name, `Script=${name}`])
    try {
      return new RegExp(`^\\p{${property}}$`, "u");
    } catch {
      // A script is no category; the other one is tried.
    }
  throw new NoPattern();
}

const CONTROL: Readonly<Record<string, string>> = {
  a: "\x07",
  f: "\f",
  t: "\t",
  n: "\n",
  r: "\r",
  v: "\v",
};

/** A letter behind its backslash. */
export function readEscapedLetter(reader: Reader): string {
  const [code, short, long, octal] =
    /^x(?:([\da-fA-F]{2})|\{([\da-fA-F]{1,6})\})|^(0[0-7]{0,2}|[1-7][0-7]{2})/.exec(rest(reader, 10)) ?? [];
  if (code !== undefined) {
    reader.at += code.length;
    const point = octal === undefined ? Number.parseInt(short ?? long ?? "", 16) : Number.parseInt(octal, 8);
    if (point > 0x10ffff) throw new NoPattern();
    return String.fromCodePoint(point);
  }
  const letter = reader.letters[reader.at++] ?? "";
  const control = Object.hasOwn(CONTROL, letter) ? CONTROL[letter] : undefined;
  // A letter or digit that means nothing is refused, and so is a back reference.
  if (control === undefined && (letter === "" || /^[0-9A-Za-z]$/.test(letter))) throw new NoPattern();
  return control ?? letter;
}

const POSIX: Readonly<Record<string, RegExp>> = {
  alnum: /^[0-9A-Za-z]$/,
  alpha: /^[A-Za-z]$/,
  ascii: /^[\x00-\x7f]$/,
  blank: /^[\t ]$/,
  cntrl: /^[\x00-\x1f\x7f]$/,
  digit: /^[0-9]$/,
  graph: /^[!-~]$/,
  lower: /^[a-z]$/,
  print: /^[ -~]$/,
  punct: /^[!-/:-@[-`{-~]$/,
  space: /^[\t\n\v\f\r ]$/,
  upper: /^[A-Z]$/,
  word: /^[0-9A-Za-z_]$/,
  xdigit: /^[0-9A-Fa-f]$/,
};

/** A class behind its opening bracket. */
export function readClass(reader: Reader): Takes {
  const isNegated = reader.letters[reader.at] === "^";
  if (isNegated) reader.at++;
  const parts: Takes[] = [];
  for (let isFirst = true; isFirst || reader.letters[reader.at] !== "]"; isFirst = false) {
    if (reader.at >= reader.letters.length) throw new NoPattern();
    parts.push(readClassPart(reader));
  }
  reader.at++;
  return (letter) => parts.some((part) => part(letter)) !== isNegated;
}

function readClassPart(reader: Reader): Takes {
  const [whole, negation, name = ""] = /^\[:(\^?)([a-z]+):\]/.exec(rest(reader, 12)) ?? [];
  if (whole !== undefined) {
    const set = Object.hasOwn(POSIX, name) ? POSIX[name] : undefined;
    if (set === undefined) throw new NoPattern();
    reader.at += whole.length;
    return (letter) => set.test(letter) !== (negation === "^");
  }
  if (reader.letters[reader.at] === "\\") {
    reader.at++;
    const set = readSet(reader);
    if (set !== null) return set;
    reader.at--;
  }
  const low = codeOf(readClassLetter(reader));
  const next = reader.letters[reader.at + 1];
  if (reader.letters[reader.at] !== "-" || next === "]" || next === undefined)
    return (letter) => codeOf(letter) === low;
  reader.at++;
  const high = codeOf(readClassLetter(reader));
  if (high < low) throw new NoPattern();
  return (letter) => low <= codeOf(letter) && codeOf(letter) <= high;
}

function readClassLetter(reader: Reader): string {
  const letter = reader.letters[reader.at++] ?? "";
  return letter === "\\" ? readEscapedLetter(reader) : letter;
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? -1;
}

/** The next letters as text; enough for the longest token. */
export function rest({ letters, at }: Reader, length: number): string {
  return letters.slice(at, at + length).join("");
}
