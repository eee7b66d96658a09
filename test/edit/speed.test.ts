import { expect, test } from "vitest";
import type { Operation } from "../../src/edit/operation.ts";
import { growthOf, PROPORTION } from "../work.ts";
import { edit } from "./engine.ts";

/** One edit in each of many objects of one document. */
function editing(write: (count: number) => string): (count: number) => () => unknown {
  return (count) => {
    const text = write(count);
    const operations = Array.from({ length: count }, (_, index): Operation => {
      return { op: "set", path: ["items", index, "spec", "gpus"], value: 1 };
    });
    return () => expect(edit(text, operations)).toHaveProperty("text");
  };
}

test("the work of editing a List grows with the number of its objects, not with the square", async () => {
  const block = (count: number): string =>
    `items:\n${Array.from({ length: count }, (_, i) => `- kind: A\n  name: a${i}\n  spec:\n    a: b\n`).join("")}`;
  expect(await growthOf(500, editing(block))).toBeLessThan(PROPORTION);
});

test("so does that of a long line of JSON", async () => {
  const json = (count: number): string =>
    JSON.stringify({
      items: Array.from({ length: count }, (_, i) => ({
        kind: "A".repeat(99),
        name: `a${i}`,
        spec: { a: "b" },
      })),
    });
  expect(await growthOf(500, editing(json))).toBeLessThan(PROPORTION);
});
