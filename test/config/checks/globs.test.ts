import fc from "fast-check";
import { expect, test } from "vitest";
import { globProblem, isLiteral } from "../../../src/config/checks/glob-form.ts";
import { compilePathGlob } from "../../../src/kernel/glob/glob.ts";

const pieces = fc.array(
  fc.constantFrom(
    "a",
    "b",
    "-",
    "*",
    "**",
    "?",
    "[",
    "]",
    "{",
    "}",
    ",",
    "(",
    ")",
    "!",
    "@",
    "+",
    "|",
    "/",
    "\\",
    ".",
    "^",
  ),
  {
    minLength: 1,
    maxLength: 8,
  },
);

test("what is literal matches itself alone", () => {
  fc.assert(
    fc.property(pieces, fc.constantFrom("a", "ab", "a/b", "b-a"), (parts, other) => {
      const glob = parts.join("");
      if (globProblem(glob) !== null) return;
      if (!isLiteral(glob)) return;
      const matches = compilePathGlob(glob);
      expect(matches(glob)).toBe(true);
      if (other !== glob) expect(matches(other)).toBe(false);
    }),
    { numRuns: 5000 },
  );
});

test("usual globs are none of them malformed", () => {
  expect.hasAssertions();
  for (const glob of [
    "*",
    "**/*.yaml",
    "a{b,c}d",
    "[a-z]*",
    "[!a]x",
    "\\[x",
    "{a,{b,c}}",
    "a.b_c-d",
    "[(]",
    "[a-]",
    "[\\]]",
  ])
    expect(`${glob}: ${globProblem(glob)?.message ?? ""}`).toBe(`${glob}: `);
});

test("globs that can match nothing, or are letters by accident, are", () => {
  expect.hasAssertions();
  for (const glob of [
    "[",
    "a[b",
    "{a",
    "(a",
    "a)",
    "}",
    "]",
    "[]",
    "[!]",
    "[b-a]",
    "a\\",
    "{a,[b}",
    "!a",
    "a|b",
    "a(b)",
  ])
    expect(globProblem(glob), glob).not.toBe(null);
});

test("extended globs are told everywhere, because as letters they match nothing", () => {
  for (const sign of ["+", "*", "?", "@", "!"])
    for (const scope of ["name", "annotation", "path"] as const)
      expect(globProblem(`a${sign}(b*)`, scope)?.message, sign + scope).toContain(
        `extended globs such as the \`${sign}(\``,
      );
  expect(globProblem("a\\+\\(b", "path")).toBe(null);
  expect(globProblem("[+](b", "path")).toBe(null);
});

test("paths may have parentheses, and annotations bars too", () => {
  expect(globProblem("app (1)/*.yaml", "path")).toBe(null);
  expect(globProblem("a|b", "path")).not.toBe(null);
  expect(globProblem("a|(b!", "annotation")).toBe(null);
});

test("braces stand for a bounded number of globs", () => {
  expect(globProblem("{a,b}{c,d}{1..9}")).toBe(null);
  expect(globProblem("{a,b}".repeat(40))?.message).toContain("more than 256 globs");
  expect(globProblem("{1..999999}")?.message).toContain("more than 256 globs");
});
