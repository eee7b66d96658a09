import fc from "fast-check";
import { RE2JS, RE2JSException } from "re2js";
import { expect, it } from "vitest";
import { compilePattern } from "../../src/schema/pattern/compile-pattern.ts";
import { estimateSteps } from "../../src/schema/pattern/pattern-size.ts";

it.each([
  ["abc", 3],
  ["a{1000}", 1000],
  ["(?:ab){1,30}c", 4 + 30 * 6 - 2],
  ["[^]{9}a]{10}", 10],
  ["[[:alpha:]{9}]", 1],
  ["\\{9}", 3],
  ["\\pL{9}\\p{Lu}{9}", 18],
])("%s has about %i steps", (pattern, steps) => {
  expect(Math.abs(estimateSteps(pattern) - steps)).toBeLessThan(steps / 5 + 2);
});

it("never says much less than RE2 makes of a pattern", () => {
  const pieces = fc.constantFrom(
    ...["a", "é", "\\d", "\\pL", "[a-c]", "[^]a]", "[[:alpha:]{1000}]", "\\Qa{9}\\E", "(", "(?:", ")", ")"],
    ...[
      "|",
      "*",
      "+",
      "?",
      "{2}",
      "{0,9}",
      "{5,}",
      "{20}",
      ".",
      "\\x{1F600}",
      "]",
      "}",
      "[[:]",
      "\\(",
      "[\\]{9}]",
    ],
  );
  let compiled = 0;
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 9 }), (parts) => {
      const pattern = parts.join("");
      const estimate = estimateSteps(pattern);
      fc.pre(estimate < 20_000);
      const size = sizeOf(pattern);
      if (size === null) return;
      compiled++;
      expect(size).toBeLessThan(2 * estimate + 10);
    }),
    { numRuns: 5000 },
  );
  expect(compiled).toBeGreaterThan(500);
});

function sizeOf(pattern: string): number | null {
  try {
    return RE2JS.compile(pattern).programSize();
  } catch (error) {
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}

it.each([
  ["a{1000}".repeat(21)],
  [`(?:${"x|".repeat(30)}y){1000}`],
  [`[${"\\pL\\PL".repeat(1000)}]`],
  ["a".repeat(5000)],
  ["[[:".repeat(900)],
  ["\\p{".repeat(900)],
])("a pattern that is too large is none: %s", (pattern) => {
  expect(compilePattern(pattern)).toBeNull();
});

it("a text that would take too long passes", () => {
  const matches = compilePattern("^[a-z]{1,1000}$");
  expect(matches?.("a".repeat(1001))).toBe(false);
  expect(matches?.("a".repeat(100_000))).toBe(true);
});
