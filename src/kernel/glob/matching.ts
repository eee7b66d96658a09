/** A part of a segment: a star, or what one letter of the text must be. */
export type Part = "*" | ((letter: string) => boolean);

/** A segment of a path: any number of folders, its parts, or its text where it has no wildcard, which is quick to compare. */
export type Segment = "**" | string | readonly Part[];

/** What is read letter by letter; in a test, something that counts it. */
type Text = string | ArrayLike<string>;

/** True when parts match a whole text; compares at most as many letters as parts times text. */
export function matchesParts(parts: readonly Part[], text: Text): boolean {
  return matchesStars(
    parts,
    text,
    (part) => part === "*",
    (part, letter) => part !== "*" && part(letter),
  );
}

/**
 * True when segments match the names of a whole path. A segment and a name are compared at most once, so that all in all
 * at most as many letters are compared as the glob's length times the path's.
 */
export function matchesSegments(segments: readonly Segment[], names: ArrayLike<Text>): boolean {
  return matchesStars(
    segments,
    names,
    (segment) => segment === "**",
    (segment, name) => (typeof segment === "string" ? segment === name : matchesParts(segment, name)),
  );
}

/**
 * True when pieces match those of a pattern in which a star stands for any number of them. A star takes as little as it
 * can, and more where what follows does not fit; only the last star is ever tried again, because what stands before it
 * can do nothing that it cannot. So no two pieces are compared twice.
 */
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
    if (one !== undefined && isStar(one)) {
      star = from++;
      resume = at;
    } else if (one !== undefined && fits(one, given[at] as Given)) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++resume;
    } else return false;
  }
  return wanted.slice(from).every(isStar);
}
