import { expect, test } from "vitest";
import type { Operation } from "../../src/edit/operation.ts";
import { edit } from "./engine.ts";

/** One edit in each of many objects of one document; the time may grow with their number, not with its square. */
function seconds(count: number, write: (count: number) => string): number {
  const text = write(count);
  const operations = Array.from({ length: count }, (_, index): Operation => {
    return { op: "set", path: ["items", index, "spec", "gpus"], value: 1 };
  });
  const begin = performance.now();
  expect(edit(text, operations)).toHaveProperty("text");
  return (performance.now() - begin) / 1000;
}

test("a List of many objects is edited in time that grows with their number", () => {
  const block = (count: number): string =>
    `items:\n${Array.from({ length: count }, (_, i) => `- kind: A\n  name: a${i}\n  spec:\n    a: b\n`).join("")}`;
  expect(seconds(8000, block)).toBeLessThan(8);
});

test("so is a long line of JSON", () => {
  const json = (count: number): string =>
    JSON.stringify({
      items: Array.from({ length: count }, (_, i) => ({
        kind: "A".repeat(99),
        name: `a${i}`,
        spec: { a: "b" },
      })),
    });
  expect(seconds(8000, json)).toBeLessThan(8);
});
