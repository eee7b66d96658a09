import fc from "fast-check";
import { expect, test } from "vitest";
import { shadowedRules } from "../../../src/config/checks/shadowed-rules.ts";
import { compileMatch } from "../../../src/config/match.ts";
import type { Match } from "../../../src/config/types.ts";

function shadows(...matches: readonly Match[]): readonly string[] {
  return shadowedRules(matches.map((match) => ({ match }))).map(({ rule, by }) => `${rule} by ${by}`);
}

test("a rule is shadowed by an earlier one with the same conditions or fewer", () => {
  expect(shadows({ kind: "Job" }, { kind: "Job" })).toEqual(["1 by 0"]);
  expect(shadows({ kind: "Job" }, { kind: "Job", name: "a" })).toEqual(["1 by 0"]);
  expect(shadows({ kind: ["Job", "Pod"] }, { kind: "Pod", labels: { a: "b" } })).toEqual(["1 by 0"]);
  expect(shadows({ labels: { a: "b" } }, { labels: { a: "b", c: "d" } }, { labels: { c: "d" } })).toEqual([
    "1 by 0",
  ]);
  expect(shadows({ kind: "*" }, { name: "x" }, { path: "a/**" })).toEqual(["1 by 0", "2 by 0"]);
});

test("a rule that says something else is not", () => {
  expect(shadows({ kind: "Job", name: "a" }, { kind: "Job" })).toEqual([]);
  expect(shadows({ kind: "Job" }, { kind: ["Job", "Pod"] })).toEqual([]);
  expect(shadows({ labels: { a: "b" } }, { annotations: { a: "b" } })).toEqual([]);
  expect(shadows({ namespace: "*" }, { name: "x" })).toEqual([]);
});

test("what a shadowed rule matches, the earlier one matches too", () => {
  const glob = fc.constantFrom("*", "a", "b", "a*", "?");
  const globs = fc.oneof(glob, fc.uniqueArray(glob, { minLength: 1, maxLength: 2 }));
  const labels = fc.dictionary(fc.constantFrom("x", "y"), glob, { maxKeys: 1 });
  const match: fc.Arbitrary<Match> = fc.oneof(
    fc.record({ kind: globs }),
    fc.record({ kind: globs, name: globs }),
    fc.record({ name: globs, labels }),
    fc.record({ kind: globs, namespace: globs }, { requiredKeys: ["kind"] }),
    fc.record({ path: globs, kind: globs }, { requiredKeys: ["path"] }),
  );
  const value = fc.constantFrom("a", "b", "ab", "");
  const map = fc.dictionary(fc.constantFrom("x", "y"), value).map((one) => new Map(Object.entries(one)));
  const subject = fc.record({
    kind: fc.constantFrom("a", "b", "ab"),
    name: value,
    namespace: fc.option(value),
    path: fc.option(value),
    labels: map,
    annotations: map,
  });
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(match, { minLength: 2, maxLength: 8 }),
      fc.array(subject, { minLength: 5 }),
      (matches, subjects) => {
        const shadowed = shadowedRules(matches.map((one) => ({ match: one })));
        for (const { rule, by } of shadowed) {
          found++;
          expect(by).toBeLessThan(rule);
          const [later, earlier] = [compileMatch(matches[rule] ?? {}), compileMatch(matches[by] ?? {})];
          for (const one of subjects) expect(later(one) && !earlier(one)).toBe(false);
        }
      },
    ),
    { numRuns: 1000 },
  );
  expect(found).toBeGreaterThan(100);
});
