import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listCorpus } from "../../scripts/corpus/files.ts";
import { scoreLabels } from "../../scripts/corpus/program-labels.ts";
import { compare, containersIn } from "../../scripts/corpus/programs.ts";
import { needsCorpus } from "../needs.ts";
import { catalog } from "../patch/decide.ts";

const PROJECT = join(import.meta.dirname, "../..");
const SHARED = join(PROJECT, "../shared");

/** Labels that the rules do not reach yet, where the label itself is not in doubt. */
const DIFFERENT = {
  corpus: ["NVIDIA+gpu-operator/tests/gpu-pod.yaml", "NVIDIA+k8s-device-plugin/testdata/job-1.yaml"],
  examples: [
    "volcano-sh_kthena__multi-node.yaml",
    "InftyAI_llmaz__service.yaml",
    "InftyAI_llmaz__service.yaml",
  ],
} as const;

describe("labels that people gave", needsCorpus(), () => {
  test.each(["corpus", "examples"] as const)("%s: the rules say the same", (table) => {
    const { agreed, wrong } = scoreLabels(PROJECT, table, SHARED, catalog);
    expect(agreed).toBeGreaterThan(20);
    expect(wrong.length).toBe(DIFFERENT[table].length);
    for (const [index, file] of DIFFERENT[table].entries()) expect(wrong[index]).toContain(file);
  });

  test("public manifests: only three ask for another number than their program, and none for fewer", () => {
    const corpus = join(SHARED, "corpus");
    const files = listCorpus(corpus).flatMap(({ file, set }) => (set === "dev" ? [file] : []));
    const found = containersIn(corpus, files, catalog);
    const different = found.filter((one) => compare(one) === "different");
    expect(found.filter((one) => compare(one) === "equal").length).toBeGreaterThan(150);
    expect(
      different.map(({ object, gpus, need }) => [object, gpus, need.kind === "exactly" ? need.count : null]),
    ).toEqual([
      ["Deployment/vllm-gemma-deployment", 8, 4],
      ["Deployment/nim-gemma-3-27b-deployment", 8, 2],
      ["Deployment/nim-gemma-3-27b-deployment", 8, 2],
    ]);
    expect(found.filter((one) => compare(one) === "undecided").length).toBeLessThan(15);
  });
});
