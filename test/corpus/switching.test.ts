import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findCorpus, listCorpus, sample } from "../../scripts/corpus/files.ts";
import { COMPARISONS, type Verdict, type Walk, walkFile, walkFiles } from "../../scripts/corpus/switching.ts";
import { formatSwitching, switchingProblems } from "../../scripts/corpus/switching-report.ts";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { needsCorpus } from "../needs.ts";

const corpus = findCorpus(resolve(import.meta.dirname, "../.."));

/** All of it: `npm run corpus -- --switching`. */
describe("switching the profiles of real workloads", needsCorpus(), () => {
  let walks: readonly Walk[];

  beforeAll(async () => {
    const files = listCorpus(corpus).filter(({ set, podKinds }) => set === "dev" && podKinds.length > 0);
    const catalog = loadCatalog();
    walks = walkFiles(corpus ?? "", sample(files, 200), { catalog });
  });

  it("takes out what the profile before added, comes back to the first, and says where it cannot", () => {
    expect(walks.length).toBeGreaterThan(180);
    expect(switchingProblems(walks), formatSwitching(walks)).toEqual([]);
  });

  it("comes back byte for byte with most", () => {
    const results = walks.flatMap((walk) => walk.results);
    const share = (comparison: (typeof COMPARISONS)[number], ...verdicts: readonly Verdict[]) => {
      const all = results.filter((one) => one.comparison === comparison);
      return all.filter(({ verdict }) => verdicts.includes(verdict)).length / all.length;
    };
    for (const comparison of ["training", "direct", "bursty"] as const)
      expect(share(comparison, "bytes", "values"), comparison).toBeGreaterThan(0.9);
    expect(share("back", "bytes")).toBeGreaterThan(0.75);
    expect(share("back", "bytes", "values", "order")).toBeGreaterThan(0.93);
  });
});

describe("the comparison", () => {
  it("sees what is left behind, by object", async () => {
    const pod = (extra: string) =>
      `kind: Pod\napiVersion: v1\nmetadata: {name: p}\nspec:\n  containers: [{name: a, image: b}]\n${extra}`;
    const catalog = loadCatalog();
    const walk = walkFile("pod.yaml", new TextEncoder().encode(pod("")), { catalog });
    expect(walk.crash).toBe(null);
    expect([...new Set(walk.results.map(({ comparison }) => comparison))]).toEqual([...COMPARISONS]);
    expect(switchingProblems([walk])).toEqual([]);
    const left = { ...walk, results: walk.results.map((one) => ({ ...one, verdict: "silent" as const })) };
    expect(switchingProblems([left])).toHaveLength(walk.results.length);
  });
});
