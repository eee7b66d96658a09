import fc from "fast-check";
import { expect, test } from "vitest";
import { countAlternatives } from "../../../src/kernel/glob/braces.ts";
import { compilePathGlob, compileTextGlob } from "../../../src/kernel/glob/glob.ts";
import { extendedGlob } from "../../../src/kernel/glob/problem.ts";

/** What each piece of a glob means as a regular expression, which takes long only for texts that are longer than these. */
const PIECES: Readonly<Record<string, string>> = {
  a: "a",
  b: "b",
  "-": "-",
  "*": "[^/]*",
  "**/": "(?:[^/]*/)*",
  "?": "[^/]",
  "[ab]": "[ab]",
  "[^a]": "[^a/]",
  "{a,b}": "(?:a|b)",
  "{a,bb}": "(?:a|bb)",
  "/": "/",
  "\\*": "\\*",
  ".": "\\.",
};
const pieces = fc.array(fc.constantFrom(...Object.keys(PIECES)), { minLength: 1, maxLength: 7 });
const names = fc.array(fc.constantFrom("a", "b", "ab", "ba", "a-b", "*", "a.b", ".b"), {
  minLength: 1,
  maxLength: 4,
});

test("a glob of paths means what a regular expression says of its pieces", () => {
  let yes = 0;
  fc.assert(
    fc.property(pieces, names, (parts, path) => {
      const glob = parts.join("");
      // Beside letters `**` is no folder.
      fc.pre(!/[^/]\*\*|\*\*(?!\/)/.test(glob));
      const text = path.join("/");
      const expected = new RegExp(`^${parts.map((part) => PIECES[part]).join("")}$`).test(text);
      if (expected) yes++;
      expect(compilePathGlob(glob)(text)).toBe(expected);
    }),
    { numRuns: 5000 },
  );
  expect(yes).toBeGreaterThan(100);
});

test.each([
  ["[!a]*", "ba", true],
  ["[!a]*", "ab", false],
  ["[a-c-]x", "-x", true],
  ["[\\]]", "]", true],
  ["{1..3}", "2", true],
  ["{1..12}", "11", true],
  ["{a}", "{a}", true],
  ["{a,{b,c}d}", "cd", true],
  ["{a\\,b,c}", "a,b", true],
  ["a+", "a+", true],
  ["a+", "aa", false],
  ["*", "", true],
  ["a/*", "a/b/c", true],
])("text: %s on %s is %s", (glob, text, expected) => {
  expect(compileTextGlob(glob)(text)).toBe(expected);
});

test.each([
  ["jobs/**", "jobs/a/b.yaml", true],
  ["jobs-*/**", "jobs-x.yaml", false],
  ["**/x", "x", true],
  ["**", "a/b", true],
  ["a/*", "a/b/c", false],
  ["{a/b,c}/x", "a/b/x", true],
  ["app (1)/*.yaml", "app (1)/a.yaml", true],
])("path: %s on %s is %s", (glob, path, expected) => {
  expect(compilePathGlob(glob)(path)).toBe(expected);
});

test("extended globs are known, and not where their signs are letters", () => {
  expect(["+(a)", "a!(b)", "x?(y"].map(extendedGlob)).toEqual(["+(", "!(", "?("]);
  expect(["\\+(a)", "[+](a)", "(a)"].map(extendedGlob)).toEqual([null, null, null]);
});

test("what braces stand for is counted without being built", () => {
  expect(countAlternatives("{a,b}{c,{d,e}}")).toBe(6);
  expect(countAlternatives("{a,b}".repeat(60))).toBe(2 ** 60);
  expect(countAlternatives("{a,{b,".repeat(100_000))).toBe(Number.POSITIVE_INFINITY);
});

test("a glob that stands for too many is refused, and never one that matches nothing in silence", () => {
  const glob = "{a,b}".repeat(9);
  for (const compile of [compilePathGlob, compileTextGlob])
    expect(() => compile(glob)).toThrow("stand for more than 256 globs");
  expect(compilePathGlob("{a,b}".repeat(8))("abababab")).toBe(true);
});
