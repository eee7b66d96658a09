import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { codesPage } from "../../scripts/docs/codes-page.ts";
import { declaredCodes } from "../../src/kernel/code-lookup/declaration-of.ts";

const DOCS = resolve(import.meta.dirname, "../../docs");
const PAGE = resolve(DOCS, "codes.md");

describe("docs/codes.md", () => {
  const page = codesPage();

  test("is what `npm run docs` writes", () => {
    if (process.env.GPUIFY_UPDATE === "1" && process.env.CI === undefined) writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, "utf8") === page, "run `npm run docs`, or the tests with GPUIFY_UPDATE=1").toBe(
      true,
    );
  });

  test("has every code once in a table and once in full, and no other", () => {
    const headings = [...page.matchAll(/^### (\S+)$/gm)].map(([, code]) => code);
    const links = [...page.matchAll(/^\| \[(\S+)\]\(#\1\) \|/gm)].map(([, code]) => code);
    expect(headings).toEqual(declaredCodes());
    expect(links).toEqual(declaredCodes());
  });

  test("leads to headings that are there, on this page and on that of the rules", () => {
    const rules = readFileSync(resolve(DOCS, "rules.md"), "utf8");
    const links = [...page.matchAll(/\]\((rules\.md)?#([\w-]+)\)/g)];
    expect(links.length).toBeGreaterThan(declaredCodes().length);
    expect(
      links.filter(([, other, name]) => !(other === undefined ? page : rules).includes(`\n### ${name}\n`)),
    ).toEqual([]);
  });

  test("is well-formed", () => {
    expect(page).toMatch(/[^\n]\n$/);
    expect(page).not.toMatch(/\n\n\n|undefined|\bnull\b(?!`)|\[object/);
  });
});
