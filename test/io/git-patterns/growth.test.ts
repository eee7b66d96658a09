import { expect, test } from "vitest";
import { readWildcards } from "../../../src/io/git-patterns/wildcards.ts";
import { matchesSegments } from "../../../src/kernel/glob/matching.ts";
import { counting } from "../../kernel/glob/counting.ts";

test.each([
  ["*a", "a"],
  ["**/*a*a*[ab]", "aaaaaaaa/"],
  ["*[!b]?/**/", "aaaa/"],
  ["***/**/*[[:alpha:]]*a/", "aa/"],
])("%s in %s compares no more letters than the pattern's times the path's", (piece, folder) => {
  const cost = (times: number, folders: number): number => {
    const pattern = `${piece.repeat(times)}*b*c`;
    const path = `${folder.repeat(folders)}aaab`;
    const reads = { count: 0 };
    const names = path.split("/").map((name) => counting(name, reads));
    expect(matchesSegments(readWildcards(pattern) ?? [], names)).toBe(false);
    expect(reads.count).toBeLessThanOrEqual(2 * pattern.length * path.length);
    return reads.count;
  };
  expect(cost(5, 80) / cost(5, 20)).toBeLessThan(6);
  expect(cost(20, 80) / cost(5, 80)).toBeLessThan(6);
});
