import type { UncodedText } from "../../kernel/diagnostic.ts";
import { MAX_GLOB_LETTERS } from "../../kernel/glob/braces.ts";
import { AS_LIST, globFormProblem, withoutLetters } from "../../kernel/glob/problem.ts";
import { quoted } from "../../kernel/words.ts";

/** What a glob is compared with: names and values of labels have few letters, annotations and paths nearly all. */
export type GlobScope = "name" | "annotation" | "path";

/** True for a text without wildcards: it matches itself alone. */
export function isLiteral(glob: string): boolean {
  return !/[*?[\]{}()!+@|\\]/.test(glob);
}

/** What is wrong with a glob of a config, or null. */
export function globProblem(glob: string, scope: GlobScope = "name"): UncodedText | null {
  // What is too long is told by the config's form.
  if (glob.length > MAX_GLOB_LETTERS) return null;
  return globFormProblem(glob) ?? signProblem(glob, scope);
}

/** Signs that mean something in shells and nothing here: as letters they would match nothing, in silence. */
function signProblem(glob: string, scope: GlobScope): UncodedText | null {
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

/** Signs that cannot be letters there; a file may be called `app (1).yaml`, and an annotation may say anything. */
const SIGNS: Readonly<Record<GlobScope, RegExp | null>> = {
  name: /[!|()]/,
  path: /\|/,
  annotation: null,
};

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
