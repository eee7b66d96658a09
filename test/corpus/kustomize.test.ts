import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { findCorpus } from "../../scripts/corpus/files.ts";
import { patchTree } from "../../scripts/corpus/kustomize-trees.ts";
import { PROGRAM } from "../cli/program.ts";
import { needsCorpus, needsKubectl } from "../needs.ts";

const corpus = findCorpus(resolve(import.meta.dirname, "../.."));

/** Repositories of the corpus with kustomizations that build from the files that the corpus has. */
const REPOSITORIES = [
  "stackrox+kube-linter",
  "opea-project+GenAIInfra",
  "vllm-project+production-stack",
  "kubernetes-sigs+kustomize",
];

describe("kustomize trees of others", { ...needsCorpus(), ...needsKubectl() }, () => {
  test.each(REPOSITORIES)("%s builds after patching as before, and keeps its tolerations", (repository) => {
    const folder = join(corpus ?? "", "dev", repository);
    expect(existsSync(folder), readdirSync(join(corpus ?? "", "dev")).join(" ")).toBe(true);
    const runs = patchTree(folder, PROGRAM, [
      ["-p", "continuous", "--all", "--platform", "eks"],
      ["-p", "bursty", "--all"],
    ]);
    expect(runs.map(({ built, problems }) => [built > 0, problems])).toEqual([
      [true, []],
      [true, []],
    ]);
  });
});
