import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { PLACEMENT_RULES } from "../../src/lint/groups/placement.ts";
import { lint } from "./kit.ts";

const FOLDER = resolve(import.meta.dirname, "..", "..", "fixtures", "patch");

/** Rules about what patch decides; others are about what only the user can say. */
const PLACEMENT = new Set(PLACEMENT_RULES.rules.map(({ id }) => id));

/** The two halves of gpuify must agree: what one writes the other must not find fault with. */
describe("what patch writes", () => {
  const cases = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, "expected.yaml")));

  test.each(cases)("%s has no error that its input had not, nor a fault in where the pods go", (name) => {
    const read = (file: string): string => {
      const path = join(FOLDER, name, file);
      return existsSync(path) ? readFileSync(path, "utf8") : "";
    };
    const platform = /--platform[ =](\S+)/.exec(read("args.txt"))?.[1] ?? null;
    const found = (text: string): readonly string[] =>
      lint({ "a.yaml": text }, { platform })
        .findings.filter(
          ({ severity, rule }) => severity === "error" || (severity === "warning" && PLACEMENT.has(rule.id)),
        )
        .map(({ rule, message }) => `${rule.id}: ${message}`);
    const before = new Set(found(read("input.yaml")));
    expect(found(read("expected.yaml")).filter((line) => !before.has(line))).toEqual([]);
  });

  test("is tried on many cases", () => {
    expect(cases.length).toBeGreaterThan(40);
  });
});
