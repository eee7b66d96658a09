import { alternatives } from "./braces.ts";
import { matchesParts, matchesSegments } from "./matching.ts";
import { partsOf, segmentsOf } from "./parts.ts";

/*
 * Globs of names and paths: `*`, `?`, `[a-z]`, `[!a]`, `{a,b}`, `{1..3}`, a backslash before a letter, and `**` for any
 * folders; names that begin with a dot are like others. No regular expression is made of them, because one with several
 * stars takes time that grows with a power of the text: here the letters that are compared are at most those of the glob
 * times those of the text, for each of the at most `MAX_ALTERNATIVES` globs that braces stand for.
 */

/**
 * A glob of text without separators: `*` stands for anything, also for slashes and nothing at all.
 * @throws Failure (usage) for braces that stand for too many globs.
 */
export function compileTextGlob(glob: string): (text: string) => boolean {
  const all = alternatives(glob).map(partsOf);
  return (text) => all.some((parts) => matchesParts(parts, text));
}

/**
 * A glob of paths with `/`: `*` stays within a folder, `**` as a whole segment means any number of them; at the end it
 * is what lies below, not the folder itself, as in `.gitignore`.
 * @throws Failure (usage) for braces that stand for too many globs.
 */
export function compilePathGlob(glob: string): (path: string) => boolean {
  return compilePathGlobs([glob]);
}

/** Several globs of paths as one question, which any of them answers. @throws Failure like `compilePathGlob`. */
export function compilePathGlobs(globs: readonly string[]): (path: string) => boolean {
  const all = globs.flatMap((glob) => alternatives(glob).map(segmentsOf));
  return (path) => {
    const names = path.split("/");
    return all.some((segments) => matchesSegments(segments, names));
  };
}
