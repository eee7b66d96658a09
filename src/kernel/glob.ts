/**
 * Globs of names and paths: `*`, `?`, `[a-z]`, `[!a]`, `{a,b}`, `{1..3}`, a backslash before a letter, and `**` for any
 * folders. No regular expression is made of the whole, because one with several stars takes time that grows with a
 * power of the text: here the time is at most that of the glob's length times the text's.
 */

/** How many globs the braces of one may stand for. */
export const MAX_ALTERNATIVES = 256;

/** One letter of a glob: a star, or what one letter of the text must be. */
type Part = "*" | ((letter: string) => boolean);
/** A segment without wildcards is its text: most are, and to compare text is quick. */
type Segment = readonly Part[] | "**" | ((name: string) => boolean);

/** Where the glob's letters are cut. */
type Scope = "text" | "path";

/** A glob of text without separators: `*` stands for anything, also for slashes and nothing at all. */
export function compileTextGlob(glob: string): (text: string) => boolean {
  const all = alternatives(glob).map((one) => partsOf(one, "text").flat());
  return (text) => all.some((parts) => matchesParts(parts, text));
}

/**
 * A glob of paths with `/`: `*` stays within a folder, `**` as a whole segment means any number of them; at the end it
 * is what lies below, not the folder itself, as in `.gitignore`.
 */
export function compilePathGlob(glob: string): (path: string) => boolean {
  return compilePathGlobs([glob]);
}

/** Several globs of paths as one question, which any of them answers. */
export function compilePathGlobs(globs: readonly string[]): (path: string) => boolean {
  const all = globs.flatMap((glob) => alternatives(glob).map((one) => segmentsOf(one)));
  return (path) => {
    const names = path.split("/");
    return all.some((segments) => matchesSegments(segments, names));
  };
}

/** How many globs the braces of one stand for; nothing is built, so it may be asked of any text. */
export function countAlternatives(glob: string): number {
  const brace = firstBrace(glob);
  if (brace === null) return 1;
  const inside = brace.items.reduce((sum, item) => sum + countAlternatives(item), 0);
  return inside * countAlternatives(brace.after);
}

function alternatives(glob: string): readonly string[] {
  if (countAlternatives(glob) > MAX_ALTERNATIVES) return [];
  const brace = firstBrace(glob);
  if (brace === null) return [glob];
  const inside = brace.items.flatMap((item) => alternatives(item));
  return alternatives(brace.after).flatMap((rest) => inside.map((one) => brace.before + one + rest));
}

/**
 * The extended glob of shells in a glob (`+(`, `!(` and the like), or null. They are letters here: as a regular
 * expression they can take for ever, and lists and braces say the same.
 */
export function extendedGlob(glob: string): string | null {
  return /[+*?@!]\(/.exec(withoutLetters(glob))?.[0] ?? null;
}

/** A glob without what a backslash or brackets make a letter. */
export function withoutLetters(glob: string): string {
  return glob.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gs, "_");
}

interface Brace {
  readonly before: string;
  readonly items: readonly string[];
  readonly after: string;
}

/** The first pair of braces that says something; `{x}` and `{}` are letters. */
function firstBrace(glob: string): Brace | null {
  for (let start = 0; start < glob.length; start = endOfLetter(glob, start)) {
    if (glob[start] !== "{") continue;
    const found = braceAt(glob, start);
    if (found !== null) return found;
  }
  return null;
}

function braceAt(glob: string, start: number): Brace | null {
  const items: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let at = start; at < glob.length; at = endOfLetter(glob, at)) {
    const letter = glob[at];
    if (letter === "{") depth++;
    else if (letter === "," && depth === 1) {
      items.push(glob.slice(from, at));
      from = at + 1;
    } else if (letter === "}" && --depth === 0) {
      const last = glob.slice(from, at);
      const said = items.length > 0 ? [...items, last] : rangeOf(last);
      return said === null ? null : { before: glob.slice(0, start), items: said, after: glob.slice(at + 1) };
    }
  }
  return null;
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

/** Behind the letter at an offset: with its backslash one, and so are brackets with what is between them. */
function endOfLetter(glob: string, at: number): number {
  if (glob[at] === "\\") return at + 2;
  return (glob[at] === "[" ? endOfClass(glob, at) : null) ?? at + 1;
}

function endOfClass(glob: string, start: number): number | null {
  for (let at = start + 1; at < glob.length; at += glob[at] === "\\" ? 2 : 1)
    if (glob[at] === "]") return at + 1;
  return null;
}

function partsOf(glob: string, scope: Scope): readonly (readonly Part[])[] {
  const segments: Part[][] = [[]];
  for (let at = 0; at < glob.length; at = endOfLetter(glob, at)) {
    const token = glob.slice(at, endOfLetter(glob, at));
    if (token === "/" && scope === "path") segments.push([]);
    else segments.at(-1)?.push(partOf(token));
  }
  return segments;
}

function partOf(token: string): Part {
  if (token === "*") return "*";
  if (token === "?") return () => true;
  if (token.length > 2 && token.startsWith("[")) return classOf(token.slice(1, -1));
  const wanted = token.startsWith("\\") && token.length === 2 ? token.slice(1) : token;
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

function segmentsOf(glob: string): readonly Segment[] {
  const isPlain = !/[[\\]/.test(glob);
  const segments = isPlain
    ? glob
        .split("/")
        .map((text) =>
          /[*?]/.test(text) ? segmentOf(partsOf(text, "path").flat()) : (name: string) => name === text,
        )
    : partsOf(glob, "path").map((parts) => segmentOf(parts));
  return segments.at(-1) === "**" ? [...segments, ["*"]] : segments;
}

function segmentOf(parts: readonly Part[]): Segment {
  return parts.length === 2 && parts.every((part) => part === "*") ? "**" : parts;
}

/**
 * A star takes as little as it can, and more where what follows does not fit; only the last star is ever tried again,
 * because what stands before it can do nothing that it cannot.
 */
function matchesParts(parts: readonly Part[], text: string): boolean {
  return matchesStars(
    parts,
    text,
    (part) => part === "*",
    (part, letter) => part !== "*" && part(letter),
  );
}

function matchesSegments(segments: readonly Segment[], names: readonly string[]): boolean {
  return matchesStars(
    segments,
    names,
    (segment) => segment === "**",
    (segment, name) => {
      if (typeof segment === "string") return false;
      return typeof segment === "function" ? segment(name) : matchesParts(segment, name);
    },
  );
}

/** True when pieces match those of a pattern in which a star stands for any number of them. */
export function matchesStars<Wanted, Given>(
  wanted: readonly Wanted[],
  given: ArrayLike<Given>,
  isStar: (one: Wanted) => boolean,
  fits: (one: Wanted, other: Given) => boolean,
): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let resume = 0;
  while (at < given.length) {
    const one = wanted[from];
    const other = given[at] as Given;
    if (one !== undefined && isStar(one)) {
      star = from++;
      resume = at;
    } else if (one !== undefined && fits(one, other)) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++resume;
    } else return false;
  }
  return wanted.slice(from).every(isStar);
}
