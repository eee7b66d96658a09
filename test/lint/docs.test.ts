import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { rulesPage } from "../../scripts/docs/rules-page.ts";
import { RULES } from "../../src/lint/groups/registry.ts";

const PAGE = resolve(import.meta.dirname, "../../docs/rules.md");

describe("docs/rules.md", () => {
  const page = rulesPage();

  test("is what `npm run docs` writes", () => {
    if (process.env.GPUIFY_UPDATE === "1" && process.env.CI === undefined) writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, "utf8") === page, "run `npm run docs`, or the tests with GPUIFY_UPDATE=1").toBe(
      true,
    );
  });

  test("has every rule once in a table and once in full, and no other", () => {
    const headings = [...page.matchAll(/^### (\S+)$/gm)].map(([, id]) => id);
    const links = [...page.matchAll(/^\| \[(\S+)\]\(#\1\) \|/gm)].map(([, id]) => id);
    const ids = RULES.map(({ id }) => id);
    expect(headings).toEqual(ids);
    expect(links).toEqual(ids);
  });

  test("is well-formed", () => {
    expect(page).toMatch(/[^\n]\n$/);
    expect(page).not.toMatch(/\n\n\n|undefined|\bnull\b(?!`)|\[object/);
  });
});
