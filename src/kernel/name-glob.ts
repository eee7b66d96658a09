import { compileTextGlob } from "./glob.ts";

/**
 * True when `text` matches a glob where `*` stands for any characters and `?` for one. Kubernetes names have no
 * path separators, so nothing more is needed.
 */
export function matchesGlob(glob: string, text: string): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const wanted = glob[from];
    if (wanted === "*") {
      star = from++;
      resume = at;
    } else if (wanted === "?" || wanted === text[at]) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++resume;
    } else return false;
  }
  while (glob[from] === "*") from++;
  return from === glob.length;
}

/** The same with all signs that globs of a config have: `[a-z]`, `{a,b}` and backslashes too. */
export function matchesAnyGlob(glob: string, text: string): boolean {
  return /[[\]{}\\]/.test(glob) ? compileTextGlob(glob)(text) : matchesGlob(glob, text);
}

/** True when a glob has a wildcard, so that it may mean several names. */
export function hasWildcard(glob: string): boolean {
  return /[*?[{\\]/.test(glob);
}
