import { expect, test } from "vitest";
import type { Diagnostic } from "../../src/kernel/diagnostic.ts";
import { condense, formatCounted } from "../../src/output/condense.ts";

const many = (count: number, code: Diagnostic["code"], severity: Diagnostic["severity"]): Diagnostic[] =>
  Array.from({ length: count }, (_, index) => ({
    code,
    severity,
    category: "advice",
    message: `${code} ${index}`,
  }));

test("a few of each code are shown, in order, and the rest is counted", () => {
  const condensed = condense([
    ...many(6, "skipped", "warning"),
    ...many(1, "auto", "info"),
    ...many(25, "template", "error"),
    ...many(5, "skipped", "info"),
  ]);
  expect(condensed.shown.map(({ message }) => message)).toEqual([
    "skipped 0",
    "skipped 1",
    "skipped 2",
    "skipped 3",
    "auto 0",
    ...Array.from({ length: 20 }, (_, index) => `template ${index}`),
    "skipped 0",
    "skipped 1",
    "skipped 2",
    "skipped 3",
  ]);
  expect(formatCounted(condensed)).toBe(
    "and 2 more warning[skipped], 5 more error[template], 1 more info[skipped]; --report FILE has them all\n",
  );
});

test("nothing is said where everything is shown", () => {
  expect(formatCounted(condense(many(4, "skipped", "warning")))).toBe("");
});
