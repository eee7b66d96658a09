import type { UncodedText } from "../diagnostic.ts";
import { quoted } from "../words.ts";
import { countAlternatives, MAX_ALTERNATIVES, MAX_GLOB_LETTERS } from "./braces.ts";
import { lettersOf } from "./letters.ts";

/** What says the same as signs that are not understood. */
export const AS_LIST = "Use a list of globs, or braces: `{a,b}`.";

const CLOSING: Readonly<Record<string, string>> = { "[": "]", "{": "}" };

/** What is wrong with the form of a glob of users, or null. An open bracket could be a letter, which nobody means. */
export function globFormProblem(glob: string): UncodedText | null {
  return lengthProblem(glob) ?? bracketProblem(glob) ?? extendedProblem(glob) ?? braceProblem(glob);
}

/** What is wrong with the size of a glob whose form may be any: what is no glob is a name with such letters. */
export function globSizeProblem(glob: string): UncodedText | null {
  return lengthProblem(glob) ?? braceProblem(glob);
}

/**
 * The extended glob of shells in a glob (`+(`, `!(` and the like), or null. They are letters here: lists and braces say
 * the same, and take no time.
 */
export function extendedGlob(glob: string): string | null {
  return /[+*?@!]\(/.exec(withoutLetters(glob))?.[0] ?? null;
}

/** A glob without what a backslash or brackets make a letter. */
export function withoutLetters(glob: string): string {
  return lettersOf(glob)
    .map((letter) => (letter.length > 1 ? "_" : letter))
    .join("");
}

function lengthProblem(glob: string): UncodedText | null {
  if (glob.length <= MAX_GLOB_LETTERS) return null;
  return {
    message: `the glob ${quoted(glob)} has more than ${MAX_GLOB_LETTERS} characters`,
    advice: "Use several shorter globs.",
  };
}

function braceProblem(glob: string): UncodedText | null {
  if (countAlternatives(glob) <= MAX_ALTERNATIVES) return null;
  return {
    message: `the braces in ${quoted(glob)} stand for more than ${MAX_ALTERNATIVES} globs`,
    advice: "Use `*`, or brackets for single letters: `[a-z]`.",
  };
}

function bracketProblem(glob: string): UncodedText | null {
  const open: { readonly letter: string; readonly at: number }[] = [];
  for (let at = 0; at < glob.length; at++) {
    const letter = glob[at] ?? "";
    const last = open.at(-1);
    if (letter === "\\") {
      if (++at === glob.length)
        return {
          message: `${quoted(glob)} ends with a backslash`,
          advice: "Write it twice, or leave it out.",
        };
    } else if (last?.letter === "[") {
      if (letter !== "]") continue;
      const problem = classProblem(glob, glob.slice(last.at + 1, at));
      if (problem !== null) return problem;
      open.pop();
    } else if (letter in CLOSING) open.push({ letter, at });
    else if (/[\]}]/.test(letter) && CLOSING[open.pop()?.letter ?? ""] !== letter)
      return {
        message: `the ${quoted(letter)} in ${quoted(glob)} closes nothing`,
        advice: "Leave it out, or put a backslash before it if it is meant as a letter.",
      };
  }
  const [first] = open;
  if (first === undefined) return null;
  return {
    message: `the ${quoted(first.letter)} in ${quoted(glob)} is not closed`,
    advice: `Add ${quoted(CLOSING[first.letter] ?? "")}, or put a backslash before it if it is meant as a letter.`,
  };
}

/** What is wrong with the letters between `[` and `]`: then the glob would match nothing. */
function classProblem(glob: string, letters: string): UncodedText | null {
  if (/^[!^]?$/.test(letters))
    return {
      message: `the brackets in ${quoted(glob)} hold no letter`,
      advice: "Put letters between them, or backslashes before them if they are meant as letters.",
    };
  for (const [range, from = "", to = ""] of letters.matchAll(/([^\\])-(.)/gs))
    if (from > to)
      return {
        message: `the range ${quoted(range)} in ${quoted(glob)} runs backwards`,
        advice: `Write \`${to}-${from}\`.`,
      };
  return null;
}

function extendedProblem(glob: string): UncodedText | null {
  const extended = extendedGlob(glob);
  if (extended === null) return null;
  return {
    message: `extended globs such as the ${quoted(extended)} in ${quoted(glob)} are not understood`,
    advice: AS_LIST,
  };
}
