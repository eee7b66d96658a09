import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { PROFILES } from "../../scripts/corpus/check-file.ts";
import { checkWithClient } from "../../scripts/corpus/clients.ts";
import { findCorpus, listCorpus, sample } from "../../scripts/corpus/files.ts";
import { type CorpusRun, engineRate, formatProblems, formatReport } from "../../scripts/corpus/report.ts";
import { runCorpus } from "../../scripts/corpus/run.ts";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { needsCorpus, needsKubectl } from "../needs.ts";

const corpus = findCorpus(resolve(import.meta.dirname, "../.."));

/** Everything in `npm run corpus`; here the 400 files that differ most from each other. */
describe("gpuify on real manifests", needsCorpus(), () => {
  let run: CorpusRun;
  let bad: CorpusRun;

  beforeAll(async () => {
    const files = listCorpus(corpus);
    const catalog = loadCatalog();
    const small = files.filter((file) => file.set === "dev" && file.small);
    run = runCorpus(corpus ?? "", small, catalog, { profiles: PROFILES });
    const odd = sample(
      files.filter((file) => file.set === "bad"),
      80,
    );
    bad = runCorpus(corpus ?? "", odd, catalog, { profiles: PROFILES });
  });

  it("keeps every promise: untouched bytes, verified, idempotent, only what was said, located refusals", () => {
    expect(formatProblems(run), formatReport(run)).toEqual([]);
  });

  it("patches most of what it is given", () => {
    expect.hasAssertions();
    for (const profile of PROFILES) {
      const changed = run.results.filter((one) => one.profile === profile && one.status === "changed");
      expect(changed.length, profile).toBeGreaterThan(60);
    }
  });

  it("refuses hardly anything for the engine's sake", () => {
    expect.hasAssertions();
    // The sample holds the oddest files of the corpus; the whole of it stays under 0.5 %.
    for (const profile of PROFILES) expect(engineRate(run, profile)).toBeLessThan(3);
  });

  it("never crashes on broken input, and says where it is broken", () => {
    expect(formatProblems(bad)).toEqual([]);
  });

  it("writes what kubectl and kustomize read back as it was meant", needsKubectl(), async () => {
    if (corpus === null) throw new Error("the corpus is missing");
    const label = await checkWithClient(corpus, run, "label");
    expect(label.outputs).toBeGreaterThan(100);
    expect(label.problems).toEqual([]);
    const few = {
      ...run,
      results: sample(
        run.results.filter(({ output }) => output !== null),
        30,
      ),
    };
    for (const client of ["patch", "kustomize"] as const) {
      const report = await checkWithClient(corpus, few, client);
      expect(report.inputs, client).toBeGreaterThan(0);
      expect(report.problems).toEqual([]);
    }
  });
});
