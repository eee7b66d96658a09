import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { type BytePath, type GitPattern, readGitPatterns, verdictOf } from "./git-patterns/git-pattern.ts";
import { readBytes } from "./read-bytes.ts";

/** The rules of one ignore file; patterns are relative to `base`, an absolute folder. */
export interface IgnoreFile {
  readonly base: string;
  readonly patterns: readonly GitPattern[];
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
  // In an ignored folder nothing is kept, so each one on the way counts.
  return [...above.slice(1), folder].some((at) => isIgnored(rules, at, "folder")) ? [] : rules;
}

/** The rules of a folder's own `.gitignore`, or null when it has none that can be read. */
export function rulesOf(folder: string): IgnoreFile | null {
  return readRules(folder, join(folder, ".gitignore"));
}

/**
 * What git would say of an absolute path in a folder that it does not ignore: the innermost file that has an opinion
 * decides.
 */
export function isIgnored(rules: readonly IgnoreFile[], path: string, type: "file" | "folder"): boolean {
  for (let at = rules.length - 1; at >= 0; at--) {
    const rule = rules[at];
    if (rule === undefined) continue;
    const below = relative(rule.base, path).split(sep).join("/");
    // A file says nothing of its own folder, and of those above it.
    if (/^(?:\.\.(?:\/|$)|$)/.test(below)) continue;
    const verdict = verdictOf(rule.patterns, inBytes(below), type);
    if (verdict !== null) return verdict === "ignored";
  }
  return false;
}

function inBytes(below: string): BytePath {
  const path = Buffer.from(below).toString("latin1");
  return { path, names: path.split("/") };
}

/** Real ones have a few kilobytes; what is larger is none. */
const MAX_BYTES = 1024 * 1024;

function readRules(base: string, file: string): IgnoreFile | null {
  try {
    if (!statSync(file).isFile()) return null;
    const bytes = readBytes(file, MAX_BYTES);
    if (bytes === null) return null;
    return { base, patterns: readGitPatterns(Buffer.from(bytes).toString("latin1")) };
  } catch {
    return null;
  }
}
