import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";

const src = resolve(import.meta.dirname, "../../../src");

/** The modules of a start: those that come with a module without a dynamic import, by their paths below `src`. */
function statically(entry: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const text = readFileSync(join(src, entry), "utf8");
  for (const [, path = ""] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from "(\.[^"]+\.ts)";/gm))
    statically(join(dirname(entry), path), seen);
  return seen;
}

const ONLY_FOR_SHOW =
  /^(?:commands\/show\/.+|output\/show\/.+|gpu\/catalog\/document|gpu\/tables\/(?:sources|left-out))\.ts$/;

it("a run that shows nothing loads none of what only show needs", () => {
  expect.hasAssertions();
  for (const entry of ["cli/patch/run.ts", "cli/lint/run.ts", "index.ts"]) {
    const modules = [...statically(entry)];
    expect(modules).toContain("gpu/catalog/catalog.ts");
    expect(modules.filter((path) => ONLY_FOR_SHOW.test(path))).toEqual([]);
  }
});

it("what show needs is one part of the program, but for the catalog's tables", () => {
  const modules = [...statically("commands/show/show.ts")];
  expect(modules.filter((path) => path.startsWith("output/show/")).length).toBeGreaterThan(10);
  expect(modules).not.toContain("gpu/catalog/document.ts");
});

it("configs are loaded where there is one, and what reads them is shared with no part of show", () => {
  const shown = [...statically("commands/show/show.ts")];
  const started = statically("cli/patch/run.ts");
  const reading = [...statically("commands/policies.ts")].filter((path) => !started.has(path));
  expect(reading).toContain("config/file/read-config.ts");
  expect(shown.filter((path) => reading.includes(path))).toEqual([]);
});
