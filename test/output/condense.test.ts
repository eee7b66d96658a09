import { expect, test } from "vitest";
import type { Diagnostic } from "../../src/kernel/diagnostic.ts";
import { condense, formatCounted } from "../../src/output/condense.ts";

const many = (count: number, code: string, severity: Diagnostic["severity"]): Diagnostic[] =>
  Array.from({ length: count }, (_, index) => ({
    code,
    severity,
    category: "advice",
    message: `${code} ${index}`,
  }));

test("a few of each code are shown, in order, and the rest is counted", () => {
  const condensed = condense([
    ...many(6, "a", "warning"),
    ...many(1, "b", "info"),
    ...many(25, "c", "error"),
    ...many(5, "a", "info"),
  ]);
  expect(condensed.shown.map(({ message }) => message)).toEqual([
    "a 0",
    "a 1",
    "a 2",
    "a 3",
    "b 0",
    ...Array.from({ length: 20 }, (_, index) => `c ${index}`),
    "a 0",
    "a 1",
    "a 2",
    "a 3",
  ]);
  expect(formatCounted(condensed)).toBe(
    "and 2 more warning[a], 5 more error[c], 1 more info[a]; --report FILE has them all\n",
  );
});

test("nothing is said where everything is shown", () => {
  expect(formatCounted(condense(many(4, "a", "warning")))).toBe("");
});
