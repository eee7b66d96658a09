import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silentTests } from "./says-something.ts";

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((path) =>
  /\.tests?\.ts$/.test(path),
);

test("no test can pass without an assertion, reads a clock or is skipped without a reason", () => {
  expect(files.length).toBeGreaterThan(290);
  expect(
    files.flatMap((file) => silentTests(file, readFileSync(join(import.meta.dirname, file), "utf8"))),
  ).toEqual([]);
});

test.each([
  ["in a loop", "for (const one of list) expect(one).toBe(1);"],
  ["in a branch", "if (list.length > 0) expect(list).toEqual([]);"],
  ["in one of two branches", "if (a) expect(1).toBe(1); else b();"],
  ["in a callback", "list.forEach((one) => { expect(one).toBe(1); });"],
  ["behind a way out", "if (list.length === 0) return; expect(list).toEqual([]);"],
  ["behind an operator", "a && expect(a).toBe(1); a ?? expect(a).toBe(1);"],
  ["in a function that has it in a loop", "check(list);"],
  ["in words that only compare", "expect.anything();"],
])("an assertion %s alone says nothing", (_, body) => {
  const check = "function check(list) { for (const one of list) expect(one).toBe(1); }\n";
  expect(silentTests("a.test.ts", `${check}it.each([1])("a", () => { ${body} });\n`)).toEqual([
    "a.test.ts:2 may pass without an assertion: add expect.hasAssertions()",
  ]);
});

test.each([
  ["at the top", "for (const one of list) f(one); expect(list).toEqual([]);"],
  ["in both branches", "if (a) expect(1).toBe(1); else expect(2).toBe(2);"],
  ["about others", "expect.hasAssertions(); for (const one of list) expect(one).toBe(1);"],
  ["of a property", "fc.assert(fc.property(list, (one) => { expect(one).toBe(1); }));"],
  ["in a function of the file", "const a = check(list);"],
  ["in what is waited for", "await expect(f()).rejects.toThrow();"],
])("an assertion %s says something", (_, body) => {
  const check = "const check = (list) => { expect(list).toEqual([]); };\n";
  expect(silentTests("a.test.ts", `${check}test("a", async () => { ${body} });\n`)).toEqual([]);
});

test("a clock is seen", () => {
  const clock = ["performance", "now()"].join(".");
  expect(silentTests("a.test.ts", `test("a", () => expect(${clock}).toBe(1));\n`)).toEqual([
    `a.test.ts:1 reads a clock (${clock.slice(0, -2)}): count work instead`,
  ]);
});

test("a skip without a reason is seen", () => {
  const skip = ["test", "skipIf(true)"].join(".");
  expect(silentTests("a.test.ts", `${skip}("a", () => expect(1).toBe(1));\n`)).toEqual([
    "a.test.ts:1 skips without a reason: give it needs(…)",
  ]);
});
