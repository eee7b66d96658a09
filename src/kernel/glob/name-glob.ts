import { compileTextGlob } from "./glob.ts";
import { matchesStars } from "./matching.ts";

/**
 * True when `text` matches a glob where `*` stands for any characters and `?` for one. Kubernetes names have no
 * path separators, so nothing more is needed.
 */
export function matchesGlob(glob: string, text: string): boolean {
  return matchesStars(
    glob.split(""),
    text,
    (sign) => sign === "*",
    (sign, letter) => sign === "?" || sign === letter,
  );
}

/** The same with all signs that globs of a config have: `[a-z]`, `{a,b}` and backslashes too. */
export function matchesAnyGlob(glob: string, text: string): boolean {
  return /[[\]{}\\]/.test(glob) ? compileTextGlob(glob)(text) : matchesGlob(glob, text);
}

/** True when a glob has a wildcard, so that it may mean several names. */
export function hasWildcard(glob: string): boolean {
  return /[*?[{\\]/.test(glob);
}
