import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { kindsPage } from "../../scripts/docs/kinds-page.ts";
import { WORKLOAD_KIND_NAMES } from "../../src/k8s/kinds.ts";

const ROOT = resolve(import.meta.dirname, "../..");

describe("the pages about kinds", () => {
  test("docs/kinds.md is what the rows say", () => {
    const page = kindsPage();
    expect(readFileSync(resolve(ROOT, "docs/kinds.md"), "utf8")).toBe(page);
    for (const kind of WORKLOAD_KIND_NAMES) expect(page.split(`| \`${kind}\` |`)).toHaveLength(4);
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
