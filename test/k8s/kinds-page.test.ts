import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { kindsPage } from "../../scripts/docs/kinds-page.ts";
import { customKinds } from "../../src/k8s/custom-kinds.ts";
import { WORKLOAD_KIND_NAMES } from "../../src/k8s/kinds.ts";

const ROOT = resolve(import.meta.dirname, "../..");

describe("the pages about kinds", () => {
  test("docs/kinds.md is what the rows say", () => {
    const page = kindsPage();
    expect(readFileSync(resolve(ROOT, "docs/kinds.md"), "utf8")).toBe(page);
    const [builtIn = ""] = page.split("\n## Custom kinds\n");
    for (const kind of WORKLOAD_KIND_NAMES) expect(builtIn.split(`| \`${kind}\` |`)).toHaveLength(4);
  });

  test("each custom kind is in the table, with a link to the chapter of its group", () => {
    expect.hasAssertions();
    const page = kindsPage();
    for (const { kind, group } of customKinds()) {
      const anchor = group.replaceAll(".", "");
      expect(page).toContain(`\n| ${kind} | [${group}](#${anchor}) |`);
      expect(page.split(`\n### ${group}\n`)).toHaveLength(2);
    }
  });

  test("each field of a row is told with its meaning, which is a sentence", () => {
    const [, form = ""] = kindsPage().split("\n## The form of a row\n");
    const fields = form.match(/^\| `\w+`.*$/gm) ?? [];
    expect(fields.length).toBeGreaterThan(40);
    for (const field of fields) expect(field).toMatch(/\| [^|]+ \| [A-Z`].*\. \|$/);
  });

  test("the README names those of the rows and no others", () => {
    const readme = readFileSync(resolve(ROOT, "README.md"), "utf8");
    const listed = /Works on ([^(]*)\(\[docs\/kinds\.md\]/.exec(readme)?.[1] ?? "";
    expect(
      listed
        .trim()
        .split(/,\s+|\s+and\s+/)
        .sort(),
    ).toEqual([...WORKLOAD_KIND_NAMES].sort());
  });
});
