import { hasBraces } from "./braces.ts";
import { isWildcard, lettersOf, literalOf } from "./letters.ts";

/** A glob of paths: the folder that it begins with, as it is called, and what is below it. */
export interface SplitGlob {
  readonly folder: string;
  readonly below: string;
}

/** Cuts a glob of paths before the first name that may be several; null for a path without wildcards. */
export function splitGlob(path: string): SplitGlob | null {
  const letters = lettersOf(path.replace(/^(?:\.\/+)+/, ""));
  const opens = hasBraces(path);
  const first = letters.findIndex((letter) => isWildcard(letter) || (opens && letter === "{"));
  if (first < 0) return null;
  const slash = letters.lastIndexOf("/", first);
  const folder = letters.slice(0, Math.max(slash, 0)).map(literalOf).join("");
  return {
    folder: folder !== "" ? folder : slash === 0 ? "/" : ".",
    below: letters.slice(slash + 1).join(""),
  };
}
