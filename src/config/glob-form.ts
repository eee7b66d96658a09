import { quoted } from "../schema/problem.ts";

/** What is wrong with a text, and what to do. */
export interface FormProblem {
  readonly message: string;
  readonly why?: string;
  readonly advice: string;
}

const CLOSING: Readonly<Record<string, string>> = { "[": "]", "{": "}", "(": ")" };

/** True for a text without wildcards: it matches itself alone. */
export function isLiteral(glob: string): boolean {
  return !/[*?[\]{}()!+@\\]/.test(glob);
}

/** What is wrong with the form of a glob, or null. The library takes an open bracket for a letter, which nobody means. */
export function globProblem(glob: string): FormProblem | null {
  const open: string[] = [];
  for (let at = 0; at < glob.length; at++) {
    const letter = glob[at] ?? "";
    const inClass = open.at(-1) === "[";
    if (letter === "\\") {
      if (++at === glob.length) return { message: `${quoted(glob)} ends with a backslash`, advice: ESCAPE };
    } else if (inClass) {
      if (letter === "]") open.pop();
    } else if (letter in CLOSING) open.push(letter);
    else if (/[\]})]/.test(letter) && CLOSING[open.pop() ?? ""] !== letter)
      return { message: `the ${quoted(letter)} in ${quoted(glob)} closes nothing`, advice: ESCAPE };
  }
  const [first] = open;
  if (first === undefined) return null;
  const message = `the ${quoted(first)} in ${quoted(glob)} is not closed`;
  return {
    message,
    advice: `Add ${quoted(CLOSING[first] ?? "")}, or put a backslash before it if it is meant as a letter.`,
  };
}

const ESCAPE = "Write the letter twice with a backslash before it (`\\\\`), or leave it out.";

/** What is wrong with a glob of paths, or null: paths are relative, inside the folder, and written with `/`. */
export function pathProblem(glob: string): FormProblem | null {
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
export function baseFileProblem(path: string): FormProblem | null {
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
