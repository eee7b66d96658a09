import fc from "fast-check";
import picomatch from "picomatch";
import { describe, expect, test } from "vitest";
import { compilePathGlob, compileTextGlob, countAlternatives, extendedGlob } from "../../src/kernel/glob.ts";
import { growthOf, PROPORTION } from "../work.ts";

describe("the work grows with the text, not with a power of it", () => {
  test.each([
    ["*a".repeat(7), 63],
    ["*a".repeat(60), 253],
    ["*a".repeat(240), 253],
    ["*[ab]".repeat(90), 253],
    ["*?".repeat(240), 253],
    ["{*a*a,*b}".repeat(8), 253],
    ["+(a*)+(a*)+(a*)", 63],
    ["*a*", 262_144],
  ])("%s on %i letters", async (glob, length) => {
    const matching = (count: number) => () =>
      expect(compileTextGlob(`${glob}b`)("a".repeat(count))).toBe(false);
    matching(length)();
    expect(await growthOf(Math.min(Math.max(length, 250), 1000), matching)).toBeLessThan(PROPORTION);
  });

  test.each([
    ["**/a/".repeat(40), "a/", 512],
    ["**/*a*a*a*a*a*a*b/", `${"a".repeat(255)}/`, 4],
    ["**/".repeat(160), "a/", 512],
    ["*a*a*a*a*a*a*a/**/", `${"a".repeat(255)}/`, 4],
  ])("%s in a path of many %j", async (glob, part, count) => {
    const matching = (times: number) => () =>
      expect(compilePathGlob(`${glob}b`)(`${part.repeat(times)}c`)).toBe(false);
    expect(await growthOf(count, matching)).toBeLessThan(PROPORTION);
  });
});

/** What the library means otherwise is left out: `**` beside letters, and `x*\/**` for `x` itself. */
const pieces = fc.array(
  fc.constantFrom("a", "b", "-", "*", "**/", "?", "[ab]", "[^a]", "{a,b}", "{a,bb}", "/", "\\*", "."),
  {
    minLength: 1,
    maxLength: 7,
  },
);
const names = fc.array(fc.constantFrom("a", "b", "ab", "ba", "a-b", "*", "a.b", ".b"), {
  minLength: 1,
  maxLength: 4,
});

test("a glob of paths means what picomatch takes it for", () => {
  fc.assert(
    fc.property(pieces, names, (parts, path) => {
      const glob = parts.join("");
      fc.pre(!/^\/|\/$|\/\/|(?:^|\/)\.{1,2}(?:\/|$)|^\.|[^/]\*\*|\*\*(?!\/)/.test(glob));
      const text = path.join("/");
      expect(compilePathGlob(glob)(text)).toBe(picomatch(glob, { dot: true, noextglob: true })(text));
    }),
    { numRuns: 5000 },
  );
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
});
