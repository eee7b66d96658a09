import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findCorpus, listCorpus, sample } from "../../scripts/corpus/files.ts";
import { type Patched, patchFiles } from "../../scripts/corpus/patched.ts";
import { formatPatched, patchedProblems } from "../../scripts/corpus/patched-report.ts";
import { loadWholeCatalog } from "../../src/gpu/catalog/whole-catalog.ts";
import { needsCorpus } from "../needs.ts";

const corpus = findCorpus(resolve(import.meta.dirname, "../.."));

/** All of it: `npm run corpus -- --patched`. */
describe("what patch leaves in real manifests", needsCorpus(), () => {
  let runs: readonly Patched[];

  beforeAll(async () => {
    const files = listCorpus(corpus).filter(({ set, podKinds }) => set === "dev" && podKinds.length > 0);
    runs = patchFiles(corpus ?? "", sample(files, 120), loadWholeCatalog());
  });

  it("is told or counted where the linter finds fault with it from warning on", () => {
    expect(patchedProblems(runs), formatPatched(runs, 0)).toEqual([]);
  });

  it("is told in each of the ways", () => {
    expect.hasAssertions();
    const heard = runs.flatMap((run) => run.heard);
    for (const way of ["run", "own", "counted"] as const)
      expect(heard.filter(({ as }) => as === way).length, way).toBeGreaterThan(20);
  });
});
