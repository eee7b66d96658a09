import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findCorpus, listCorpus } from "../../scripts/corpus/files.ts";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { readFiles } from "../../src/pipeline/input/load.ts";
import { ALWAYS } from "../../src/pipeline/input/relevance.ts";
import { type UnhandledObject, unhandledAmong } from "../../src/workload/unhandled-accelerators.ts";

const corpus = findCorpus(resolve(import.meta.dirname, "../.."));
if (corpus === null)
  console.warn(
    "the corpus is not beside the project: GPUs of unknown kinds are not counted in real manifests",
  );

/**
 * Sets of pods with GPUs in custom resources of the corpus by kind, read by people: 271 of 311. The others have notations of
 * their own (`gpus: 8`, `gpuCount`, devices of virtual machines), which no search by fields can find.
 */
const COUNTED: Readonly<Record<string, number>> = {
  "ome.io/ClusterServingRuntime": 78,
  "ray.io/RayService": 32,
  "serving.kserve.io/LLMInferenceService": 28,
  "apps.nvidia.com/NIMService": 27,
  "jobset.x-k8s.io/JobSet": 23,
  "ray.io/RayCluster": 15,
  "ray.io/RayJob": 14,
  "leaderworkerset.x-k8s.io/LeaderWorkerSet": 12,
  "serving.kserve.io/InferenceService": 8,
  "apps.nvidia.com/NIMPipeline": 8,
  "kubeflow.org/MPIJob": 7,
  "trainer.kubeflow.org/ClusterTrainingRuntime": 3,
  "kaiwo.silogen.ai/KaiwoJob": 3,
  "kubeflow.org/PyTorchJob": 2,
  "kubeflow.org/Experiment": 2,
  "inference.llmaz.io/Service": 2,
  "inference.llmaz.io/Playground": 2,
  "serving.kserve.io/LLMInferenceServiceConfig": 2,
  "trainer.kubeflow.org/TrainingRuntime": 1,
  "kubeflow.org/TFJob": 1,
  "batch.volcano.sh/Job": 1,
};

describe.skipIf(corpus === null)("GPUs of kinds that are not handled, in real manifests", () => {
  let found: readonly UnhandledObject[];

  beforeAll(async () => {
    const catalog = await loadCatalog({ models: false });
    found = listCorpus(corpus)
      .filter(({ set }) => set === "dev")
      .flatMap(({ file }) => {
        const input = { name: file, bytes: readFileSync(join(corpus ?? "", file)), named: false };
        const objects = readFiles([input], ALWAYS).flatMap(({ documents }) => documents);
        return unhandledAmong(
          objects.flatMap((document) => document.objects),
          catalog,
        );
      });
  });

  it("are found where a person found them, and nowhere else", () => {
    const counts: Record<string, number> = {};
    for (const { object, asks } of found) {
      const key = `${object.apiVersion.replace(/\/.*/, "")}/${object.kind}`;
      counts[key] = (counts[key] ?? 0) + asks.length;
    }
    expect(counts).toEqual(COUNTED);
  });
});
