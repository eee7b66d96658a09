import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { RULES } from "../../src/lint/groups/registry.ts";
import { lint } from "./kit.ts";

const FOLDER = resolve(import.meta.dirname, "..", "..", "src", "lint", "rules");

test("every file of the folder is a rule of the list, and named by its id", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".ts"));
  expect(files.map((name) => name.replace(/\.ts$/, "")).sort()).toEqual(RULES.map(({ id }) => id).sort());
  for (const name of files)
    expect(readFileSync(join(FOLDER, name), "utf8")).toContain(`id: "${name.slice(0, -3)}"`);
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  const platform = rule.applies?.platforms?.[0] ?? null;
  const minor = rule.applies?.until ?? 36;
  const found = (text: string) =>
    lint({ "example.yaml": text }, { platform, minor }).findings.filter((finding) => finding.rule.id === id);

  test("is described as people need it", () => {
    const { why, advice, sources } = rule.about();
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(id.length).toBeLessThanOrEqual(56);
    expect(rule.title).toMatch(/^[^.]+[^.]$/);
    expect(why).toMatch(/^["`\p{Lu}/].*\.$/u);
    expect(advice).toMatch(/^["`\p{Lu}].*\.$/u);
    expect(sources.length).toBeGreaterThan(0);
    for (const { title, url } of sources) {
      expect(title).not.toBe("");
      expect(url).toMatch(/^https:\/\/\S+$/);
    }
  });

  test("finds something in the bad example and nothing in the good one", () => {
    const { bad, good } = rule.about();
    expect(found(bad).length).toBeGreaterThan(0);
    expect(found(good)).toEqual([]);
    expect(good).not.toBe(bad);
  });

  test("finds in the bad example nothing that it does not say it may mend", () => {
    const fixes = found(rule.about().bad).flatMap(({ fix }) => (fix === null ? [] : [fix.safety]));
    expect(fixes.filter((safety) => safety !== rule.fix)).toEqual([]);
  });

  test("the good example has no error of any rule", () => {
    const { findings } = lint({ "example.yaml": rule.about().good }, { platform, minor });
    const errors = findings.filter(({ severity }) => severity === "error");
    expect(errors.map((finding) => `${finding.rule.id}: ${finding.message}`)).toEqual([]);
  });
});
