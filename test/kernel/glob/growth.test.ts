import { describe, expect, test } from "vitest";
import { lettersOf } from "../../../src/kernel/glob/letters.ts";
import { matchesParts, matchesSegments } from "../../../src/kernel/glob/matching.ts";
import { partsOf, segmentsOf } from "../../../src/kernel/glob/parts.ts";
import { counting } from "./counting.ts";

function readsOfText(glob: string, text: string): number {
  const reads = { count: 0 };
  expect(matchesParts(partsOf(lettersOf(glob)), counting(text, reads))).toBe(false);
  return reads.count;
}

function readsOfPath(glob: string, path: string): number {
  const reads = { count: 0 };
  const names = path.split("/").map((name) => counting(name, reads));
  expect(matchesSegments(segmentsOf(lettersOf(glob)), names)).toBe(false);
  return reads.count;
}

/** Globs for which a regular expression takes time that doubles with each star, or is a power of the text with as many. */
describe("the letters that are compared are at most those of the glob times those of the text", () => {
  test.each([["*a"], ["*a*a*a"], ["*[ab]"], ["*?"], ["**a"], ["*aa*a?*"], ["?*a"]])("%s", (piece) => {
    const cost = (times: number, length: number): number => {
      const glob = `${piece.repeat(times)}b`;
      const reads = readsOfText(glob, "a".repeat(length));
      expect(reads).toBeLessThanOrEqual(2 * glob.length * length);
      return reads;
    };
    // Four times the text is four times the work, and so is four times the glob.
    expect(cost(10, 800) / cost(10, 200)).toBeLessThan(6);
    expect(cost(40, 800) / cost(10, 800)).toBeLessThan(6);
  });

  test.each([
    ["**/*a/", "a/"],
    ["**/*a*a*a*a*b/", `${"a".repeat(50)}/`],
    ["**/", `${"a".repeat(50)}/`],
    ["*a*a*a*a/**/", `${"a".repeat(50)}/`],
    ["**/?*/**/x*x*x*", "xxxxxxxx/"],
  ])("%s in a path of %s", (piece, folder) => {
    const cost = (times: number, folders: number): number => {
      const glob = `${piece.repeat(times)}*b*c`;
      const path = `${folder.repeat(folders)}aaab`;
      const reads = readsOfPath(glob, path);
      expect(reads).toBeLessThanOrEqual(2 * glob.length * path.length);
      return reads;
    };
    expect(cost(4, 80) / cost(4, 20)).toBeLessThan(6);
    expect(cost(16, 80) / cost(4, 80)).toBeLessThan(6);
  });
});

test("a glob is cut into letters that are all of it, and brackets that nothing closes are looked for once", () => {
  for (const glob of ["[".repeat(1000), "[a\\".repeat(1000), "[a]\\[[b]c\\"])
    expect(lettersOf(glob).join("")).toBe(glob);
  expect(lettersOf("[a]\\[[b]c\\")).toEqual(["[a]", "\\[", "[b]", "c", "\\"]);
});
