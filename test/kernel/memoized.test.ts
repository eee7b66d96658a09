import { expect, test } from "vitest";
import { memoized } from "../../src/kernel/memoized.ts";

test("computes once for each object, and anew for other further arguments", () => {
  const computed: string[] = [];
  const ask = memoized((key: { readonly name: string }, factor: number) => {
    computed.push(`${key.name}×${factor}`);
    return `${key.name}×${factor}`;
  });
  const [a, b] = [{ name: "a" }, { name: "b" }];
  expect([ask(a, 1), ask(a, 1), ask(b, 1), ask(a, 2), ask(a, 2), ask(a, 1)]).toEqual([
    "a×1",
    "a×1",
    "b×1",
    "a×2",
    "a×2",
    "a×1",
  ]);
  expect(computed).toEqual(["a×1", "b×1", "a×2", "a×1"]);
});

test("an equal object is another one, and an answer may be undefined", () => {
  let computed = 0;
  const ask = memoized((_key: object): undefined => {
    computed++;
  });
  const one = {};
  ask(one);
  ask(one);
  ask({});
  expect(computed).toBe(2);
});
