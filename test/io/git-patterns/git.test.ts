import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { walkFolder } from "../../../src/io/walk.ts";

/** A folder with an ignore file, perhaps one further down, and files. */
interface Case {
  readonly rules: string;
  readonly deeper: { readonly folder: string; readonly rules: string } | null;
  readonly paths: readonly string[];
}

// biome-ignore format: pieces of patterns, by what they are about
const pieces = fc.constantFrom(
  "a", "b", "c", "ab", ".yaml", ".y*", ".", "-", "é", "$", "{a,b}", " ", "\t", "\r", "!", "#", "]",
  "*", "*", "?", "??", "**", "***", "**/", "/**", "/**/", "/", "/",
  "\\", "\\*", "\\ ", "\\/",
  "[", "[ab]", "[!a]", "[^b]", "[a-c]", "[a-]", "[]a]", "[!]a]", "[\\]a]", "[a/b]", "[é]", "[a-\\c]", "[a-c-e]",
  "[[:alpha:]]", "[[:alnum:]-z]", "[[:foo:]]", "[[:]", "[^[:upper:]x]",
);
const pattern = fc
  .tuple(
    fc.constantFrom("", "", "", "!", "/", "!/", "#"),
    fc.array(pieces, { minLength: 1, maxLength: 5 }),
    fc.constantFrom("", "", "", "/", " ", "\\ "),
  )
  .map(([start, parts, end]) => start + parts.join("") + end);
const rules = fc
  .tuple(
    fc.constantFrom("", "", "", "\uFEFF"),
    fc.array(pattern, { minLength: 1, maxLength: 3 }),
    fc.constantFrom("\n", "\n", "\r\n"),
    fc.constantFrom("", "\n"),
  )
  .map(([mark, lines, between, end]) => mark + lines.join(between) + end);
const folder = fc.array(fc.constantFrom("a", "b", "c", "ab", "abc", "é", "**", "a.yaml"), { maxLength: 3 });
const file = fc
  .tuple(
    folder,
    fc.constantFrom(
      "a",
      "b",
      "c",
      "ab",
      "bc",
      "abc",
      "é",
      "a b",
      "[",
      "*",
      "a]",
      "\\",
      "!a",
      "#a",
      "-",
      "a.b",
      " a",
      "a ",
    ),
  )
  .map(([folders, name]) => [...folders, `${name}.yaml`].join("/"));
const cases: fc.Arbitrary<Case> = fc.record({
  rules,
  deeper: fc.option(fc.record({ folder: fc.constantFrom("a", "b", "ab", "a/b"), rules }), { freq: 3 }),
  paths: fc.array(file, { minLength: 8, maxLength: 14 }),
});

function write(path: string, text: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return true;
  } catch {
    // A folder of this name is there, or a file where a folder should be.
    return false;
  }
}

function git(folder: string, ...args: readonly string[]): string {
  const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", args, { cwd: folder, env, encoding: "utf8", maxBuffer: 2 ** 28 });
}

describe("what git ignores", () => {
  test("is what git itself says of patterns of all kinds", () => {
    const root = mkdtempSync(join(tmpdir(), "gpuify-git-"));
    try {
      git(root, "init", "-q");
      const all = fc.sample(cases, { numRuns: 250, seed: 20261123 });
      const written = all.flatMap(({ rules: own, deeper, paths }, index) => {
        write(join(root, `${index}`, ".gitignore"), own);
        const kept = paths.filter((path) => write(join(root, `${index}`, path), ""));
        if (deeper !== null) write(join(root, `${index}`, deeper.folder, ".gitignore"), deeper.rules);
        return kept.map((path) => `${index}/${path}`);
      });
      const listed = new Set(git(root, "ls-files", "--others", "--exclude-standard", "-z").split("\0"));
      const walked = walkFolder(root, { exclude: [], gitIgnored: "skip" }).found;
      const found = new Set(walked.map(({ relative }) => relative));
      const wrong = [...new Set(written)].filter((path) => listed.has(path) !== found.has(path));
      expect(wrong.map((path) => [path, all[Number.parseInt(path, 10)]])).toEqual([]);
      const ignored = written.filter((path) => !listed.has(path)).length;
      expect(Math.min(ignored, written.length - ignored)).toBeGreaterThan(150);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
