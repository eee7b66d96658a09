import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { readBytes } from "./read-bytes.ts";

/** The rules of one ignore file; patterns are relative to `base`, an absolute folder. */
export interface IgnoreFile {
  readonly base: string;
  readonly matcher: Ignore;
}

/**
 * Ignore files that hold for a walked folder from above: `.git/info/exclude` and every `.gitignore` from the
 * repository's root down to the folder's parent. None outside a repository, and none when git ignores the
 * folder itself: who names it wants it. Tracked files that match a rule count as ignored, because telling them
 * apart needs git's index.
 */
export function rulesAbove(folder: string): readonly IgnoreFile[] {
  const above: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if (at !== folder) above.unshift(at);
    if (existsSync(join(at, ".git"))) break;
    if (dirname(at) === at) return [];
  }
  const repository = above[0] ?? folder;
  const rules = [
    readRules(repository, join(repository, ".git", "info", "exclude")),
    ...above.map((at) => readRules(at, join(at, ".gitignore"))),
  ].filter((file) => file !== null);
  return folder !== repository && isIgnored(rules, folder, "folder") ? [] : rules;
}

/** The rules of a folder's own `.gitignore`, or null when it has none that can be read. */
export function rulesOf(folder: string): IgnoreFile | null {
  return readRules(folder, join(folder, ".gitignore"));
}

/** What git would say of an absolute path: the innermost file that has an opinion decides. */
export function isIgnored(rules: readonly IgnoreFile[], path: string, type: "file" | "folder"): boolean {
  for (let at = rules.length - 1; at >= 0; at--) {
    const rule = rules[at];
    if (rule === undefined) continue;
    const below = relative(rule.base, path).split(sep).join("/");
    if (below === "" || below.startsWith("../")) continue;
    const verdict = rule.matcher.test(type === "folder" ? `${below}/` : below);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** Real ones have a few kilobytes; what is larger is none. */
const MAX_BYTES = 1024 * 1024;

function readRules(base: string, file: string): IgnoreFile | null {
  try {
    if (!statSync(file).isFile()) return null;
    // git compares case on file systems that do; the package would not by default.
    const bytes = readBytes(file, MAX_BYTES);
    if (bytes === null) return null;
    return { base, matcher: ignore({ ignorecase: false }).add(new TextDecoder().decode(bytes)) };
  } catch {
    return null;
  }
}
