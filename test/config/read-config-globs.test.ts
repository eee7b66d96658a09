import fc from "fast-check";
import picomatch from "picomatch";
import { expect, test } from "vitest";
import { globProblem, isLiteral } from "../../src/config/glob-form.ts";

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

test("what passes as a glob compiles, and what is literal matches itself alone", () => {
  fc.assert(
    fc.property(pieces, fc.constantFrom("a", "ab", "a/b", "b-a"), (parts, other) => {
      const glob = parts.join("");
      if (globProblem(glob) !== null) return;
      const matches = picomatch(glob, { dot: true, debug: true });
      if (!isLiteral(glob) || glob.startsWith("./")) return;
      expect(matches(glob)).toBe(true);
      if (other !== glob) expect(matches(other)).toBe(false);
    }),
    { numRuns: 5000 },
  );
});

test("usual globs are none of them malformed", () => {
  for (const glob of [
    "*",
    "**/*.yaml",
    "a{b,c}d",
    "[a-z]*",
    "[!a]x",
    "!(x|y)",
    "@(a|b)-?",
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
  for (const glob of ["[", "a[b", "{a", "(a", "a)", "}", "]", "[]", "[!]", "[b-a]", "a\\", "{a,[b}"])
    expect(globProblem(glob), glob).not.toBe(null);
});
