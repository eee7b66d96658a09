import type { UncodedText } from "../../kernel/diagnostic.ts";
import { countAlternatives, extendedGlob, MAX_ALTERNATIVES, withoutLetters } from "../../kernel/glob.ts";
import { quoted } from "../../schema/user-text.ts";

/** What a glob is compared with: names and values of labels have few letters, annotations and paths nearly all. */
export type GlobScope = "name" | "annotation" | "path";

const CLOSING: Readonly<Record<string, string>> = { "[": "]", "{": "}" };

/** True for a text without wildcards: it matches itself alone. */
export function isLiteral(glob: string): boolean {
  return !/[*?[\]{}()!+@|\\]/.test(glob);
}

/** What is wrong with the form of a glob, or null. An open bracket could be a letter, which nobody means. */
export function globProblem(glob: string, scope: GlobScope = "name"): UncodedText | null {
  return bracketProblem(glob) ?? signProblem(glob, scope) ?? braceProblem(glob);
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

/** Signs that mean something in shells and nothing here: as letters they would match nothing, in silence. */
function signProblem(glob: string, scope: GlobScope): UncodedText | null {
  const extended = extendedGlob(glob);
  if (extended !== null)
    return {
      message: `extended globs such as the ${quoted(extended)} in ${quoted(glob)} are not understood`,
      advice: AS_LIST,
    };
  const bare = withoutLetters(glob);
  if (bare.startsWith("!"))
    return {
      message: `the ${quoted("!")} in ${quoted(glob)} does not negate the glob`,
      why: "The first rule that matches counts, so what is not meant goes into a rule before this one.",
      advice:
        "Write a rule for what is left out above this one, or a backslash before the sign if it is a letter.",
    };
  const sign = SIGNS[scope]?.exec(bare)?.[0];
  if (sign === undefined) return null;
  return {
    message: `the ${quoted(sign)} in ${quoted(glob)} is not a glob character, and no ${scope === "path" ? "path" : "name"} has it`,
    advice: AS_LIST,
  };
}

const AS_LIST = "Use a list of globs, or braces: `{a,b}`.";

/** Signs that cannot be letters there; a file may be called `app (1).yaml`, and an annotation may say anything. */
const SIGNS: Readonly<Record<GlobScope, RegExp | null>> = {
  name: /[!|()]/,
  path: /\|/,
  annotation: null,
};

function braceProblem(glob: string): UncodedText | null {
  // What is too long is told by its form, and to count its braces would take long.
  if (glob.length > 500 || countAlternatives(glob) <= MAX_ALTERNATIVES) return null;
  return {
    message: `the braces in ${quoted(glob)} stand for more than ${MAX_ALTERNATIVES} globs`,
    advice: "Use `*`, or brackets for single letters: `[a-z]`.",
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

/** What is wrong with a glob of paths, or null: paths are relative, inside the folder, and written with `/`. */
export function pathProblem(glob: string): UncodedText | null {
  if (/^[A-Za-z]:[\\/]|^\//.test(glob))
    return {
      message: `${quoted(glob)} is an absolute path`,
      why: "The folders above this file are other ones on another machine.",
      advice: "Write it relative to this file's folder, such as `jobs/**`.",
    };
  if (glob.startsWith("~"))
    return {
      message: `${quoted(glob)} begins with the home folder`,
      why: "Paths are relative to this file's folder.",
      advice: "Write it relative to this file's folder, such as `jobs/**`.",
    };
  if (/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(glob))
    return {
      message: `${quoted(glob)} leads out of this file's folder`,
      why: "A config counts for what is in its folder and below.",
      advice: "Leave out `..`, or put the config into the folder above.",
    };
  if (/\\[A-Za-z0-9_.]/.test(glob))
    return {
      message: `${quoted(glob)} separates folders with backslashes`,
      advice: `Write it with slashes: ${quoted(glob.replaceAll("\\", "/"))}.`,
    };
  return null;
}

/** What is wrong with the file that a config builds on, or null. */
export function baseFileProblem(path: string): UncodedText | null {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path))
    return {
      message: `${quoted(path)} is an address, and gpuify never asks the network`,
      advice: "Keep a copy of the file in the repository and name its path.",
    };
  if (/[*?]/.test(path))
    return { message: `${quoted(path)} is a glob; a config builds on one file`, advice: "Name the file." };
  if (/^[A-Za-z]:[\\/]|^\/|^~/.test(path))
    return {
      message: `${quoted(path)} is an absolute path`,
      why: "The folders above this file are other ones on another machine.",
      advice: "Write it relative to this file's folder, such as `../gpuify.yaml`.",
    };
  if (path.includes("\\"))
    return {
      message: `${quoted(path)} separates folders with backslashes`,
      advice: `Write it with slashes: ${quoted(path.replaceAll("\\", "/"))}.`,
    };
  return null;
}
