import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findCorpus, listCorpus } from "../../scripts/corpus/files.ts";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import type { KubeObject } from "../../src/k8s/object.ts";
import { asWorkload } from "../../src/k8s/workload.ts";
import { lazy } from "../../src/kernel/lazy.ts";
import { readFiles } from "../../src/pipeline/input/load.ts";
import { ALWAYS } from "../../src/pipeline/input/relevance.ts";
import { hasAccelerator } from "../../src/workload/accelerators.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";
import { unhandledAmong } from "../../src/workload/unhandled-accelerators.ts";
import { needsCorpus } from "../needs.ts";

const corpus = findCorpus(resolve(import.meta.dirname, "../.."));

/**
 * Sets of pods with GPUs in custom resources of the corpus by kind, read by people: 271 of 311. The others have notations of
 * their own (`gpus: 8`, `gpuCount`, devices of virtual machines), which the lists of `test/data/pod-sets` have.
 */
const COUNTED: Readonly<Record<string, number>> = {
  "ome.io/ClusterServingRuntime": 78,
  "ray.io/RayService": 32,
  "serving.kserve.io/LLMInferenceService": 28,
  "apps.nvidia.com/NIMService": 27,
  "jobset.x-k8s.io/JobSet": 23,
  // One of them asks for a share by an annotation.
  "ray.io/RayCluster": 16,
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

describe("GPUs of custom resources, in real manifests", needsCorpus(), () => {
  let objects: readonly KubeObject[];
  const catalog = lazy(() => loadCatalog());

  beforeAll(() => {
    objects = listCorpus(corpus)
      .filter(({ set }) => set === "dev")
      .flatMap(({ file }) => {
        const input = { name: file, bytes: readFileSync(join(corpus ?? "", file)), named: false };
        return readFiles([input], ALWAYS).flatMap(({ documents }) => documents.flatMap((one) => one.objects));
      });
  });

  it("are found where a person found them", async () => {
    const knowledge = { catalog: await catalog(), surroundings: surroundingsOf([]) };
    const counts: Record<string, number> = {};
    for (const object of objects) {
      const workload = asWorkload(object);
      if (workload === null || workload === "no-pod-spec") continue;
      const outer = object.wrapper?.title.replace(/\/.*/, "");
      const key = `${workload.kind.group}/${object.kind}`;
      const counted =
        outer === undefined ? key : (Object.keys(COUNTED).find((one) => one.endsWith(`/${outer}`)) ?? key);
      const sets = workload.podSets.filter((one) => hasAccelerator(one, knowledge)).length;
      if (sets > 0) counts[counted] = (counts[counted] ?? 0) + sets;
    }
    const found = Object.fromEntries(Object.keys(COUNTED).map((key) => [key, counts[key] ?? 0]));
    expect(found).toEqual(COUNTED);
  });

  it("leave nothing that asks for a GPU without a row", async () => {
    const left = unhandledAmong(objects, await catalog());
    expect(left.map(({ object, asks }) => `${object.apiVersion} ${object.kind} ${asks.length}`)).toEqual([]);
  });
});
