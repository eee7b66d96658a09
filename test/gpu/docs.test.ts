import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogPage } from "../../scripts/docs/page.ts";
import { catalogDocument } from "../../src/gpu/catalog/document.ts";

const PAGE = resolve(import.meta.dirname, "../../docs/catalog.md");

const page = catalogPage();
const catalog = catalogDocument();

/** What stands below a heading of the second level. */
function chapterOf(title: string): string {
  return page.split("\n## ").find((chapter) => chapter.startsWith(`${title}\n`)) ?? "";
}

describe("docs/catalog.md", () => {
  it("is what `npm run docs` writes", () => {
    if (process.env.GPUIFY_UPDATE === "1" && process.env.CI === undefined) {
      mkdirSync(dirname(PAGE), { recursive: true });
      writeFileSync(PAGE, page);
    }
    expect(readFileSync(PAGE, "utf8") === page, "run `npm run docs`, or the tests with GPUIFY_UPDATE=1").toBe(
      true,
    );
  });

  it("is the same every time", () => {
    expect(catalogPage()).toBe(page);
  });

  it("has every platform, model, resource, label and taint", () => {
    expect.hasAssertions();
    const names = {
      Platforms: [...catalog.platforms, ...catalog.unsupported].map((row) => row.name),
      "Models by platform": catalog.models.map((row) => row.name),
      Resources: catalog.resources.map((row) => ("name" in row ? row.name : row.pattern)),
      Labels: catalog.labels.map((row) => ("name" in row ? row.name : row.pattern)),
      Machines: catalog.models.flatMap((row) =>
        Object.values(row.platforms).flatMap((placement) =>
          placement.machines.map((machine) => machine.name),
        ),
      ),
      MIG: catalog.models.flatMap((row) => (row.mig ?? []).flatMap((mig) => Object.keys(mig.instances))),
      "Taints and tolerations": [...catalog.taints, ...catalog.platforms.flatMap((row) => row.taints)].map(
        (row) => row.key,
      ),
      "Left out, and why": [
        ...catalog.omitted.map((row) => row.platform),
        ...catalog.leftOut.map((row) => row.fact),
      ],
    };
    for (const [chapter, expected] of Object.entries(names)) {
      const text = chapterOf(chapter);
      expect(expected.length, chapter).toBeGreaterThan(0);
      for (const name of expected) {
        const literal = name.replaceAll("|", "\\|");
        expect(
          text.includes(`\`${literal}\``) || text.includes(`\`${literal}=`) || text.includes(`\`${literal}:`),
          `${chapter}: ${name}`,
        ).toBe(true);
      }
    }
  });

  it("has for every model and platform what selects it", () => {
    expect.hasAssertions();
    const chapter = chapterOf("What selects a model");
    for (const platform of catalog.platforms) {
      const section = chapter.split("\n### ").find((part) => part.startsWith(`${platform.name}\n`)) ?? "";
      for (const model of catalog.models) {
        const row = section.split("\n").find((line) => line.startsWith(`| \`${model.name}\` |`));
        const placement = model.platforms[platform.name];
        expect(row === undefined, `${model.name} on ${platform.name}`).toBe(placement === undefined);
        for (const label of placement?.labels ?? [])
          for (const value of label.values) expect(row).toContain(`\`${value}\``);
        for (const machine of placement?.machineLabel == null ? [] : placement.machines)
          expect(row).toContain(`\`${machine.name}\``);
      }
    }
  });

  it("leads from every citation to its source, and from there to the repository or page", () => {
    const cited = new Set([...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id));
    const anchors = [...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id);
    expect([...cited].sort()).toEqual([...new Set(anchors)].sort());
    expect(anchors).toHaveLength(Object.keys(catalog.sources).length);
    const sources = chapterOf("Sources");
    for (const [id, { repo, url, path, note }] of Object.entries(catalog.sources)) {
      const row = sources.split("\n").find((line) => line.includes(`</a>${id} |`)) ?? "";
      expect(row, id).toContain(repo === undefined ? `<${url}>` : `](https://github.com/${repo})`);
      if (path !== undefined) expect(row, id).toContain(path);
      if (note !== undefined) expect(row.length, id).toBeGreaterThan(note.length);
    }
  });

  it("explains every degree of confidence that it names", () => {
    const named = new Set([...page.matchAll(/\); ([a-z-]+), \d{4}-\d\d-\d\d/g)].map(([, degree]) => degree));
    expect(named.size).toBeGreaterThan(2);
    for (const degree of named) expect(page).toContain(`\n- \`${degree}\`: `);
  });

  it("is well-formed: whole tables, one empty line between blocks, no value that is none", () => {
    expect(page).toMatch(/[^\n]\n$/);
    expect(page).not.toMatch(/\n\n\n|undefined|\bnull\b|NaN|\[object/);
    for (const table of page.split("\n\n").filter((block) => block.startsWith("|"))) {
      const cells = table
        .trimEnd()
        .split("\n")
        .map((line) => line.replaceAll("\\|", "").split("|").length);
      expect(new Set(cells).size, table.slice(0, 200)).toBe(1);
    }
  });
});
