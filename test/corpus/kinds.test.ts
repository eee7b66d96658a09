import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findCorpus, listCorpus } from "../../scripts/corpus/files.ts";
import { BUILT_IN, exampleFiles, type KindsRun, runKinds } from "../../scripts/corpus/kinds.ts";
import { countKinds, formatKinds, kindsProblems } from "../../scripts/corpus/kinds-report.ts";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { needsCorpus } from "../needs.ts";
import { objectsOf, readCrds } from "./crd-check.ts";

const corpus = findCorpus(resolve(import.meta.dirname, "../.."));

/**
 * Pod sets with GPUs by kind: how many there are, and what becomes of them where they keep their GPUs. A person counted 311
 * of custom resources in `dev`, and here is one more that asks for a share by an annotation.
 */
const DEV: readonly string[] = [
  "ome.io/ClusterServingRuntime 78: unchanged 78",
  "ray.io/RayService 32: patched 21, unchanged 11",
  "serving.kserve.io/LLMInferenceService 28: patched 28",
  "apps.nvidia.com/NIMService 27: patched 27",
  "jobset.x-k8s.io/JobSet 23: patched 23",
  "ray.io/RayCluster 16: patched 3, unchanged 13",
  "ray.io/RayJob 14: patched 7, unchanged 7",
  "leaderworkerset.x-k8s.io/LeaderWorkerSet 12: patched 12",
  "llmaz.io/OpenModel 12: unchanged 12",
  "kaiwo.silogen.ai/KaiwoJob 11: unchanged 3, elsewhere 8",
  "apps.nvidia.com/NIMPipeline 8: patched 8",
  "serving.kserve.io/InferenceService 8: patched 8",
  "kubeflow.org/MPIJob 7: patched 6, refused 1, render-first 1",
  "kubeai.org/Model 6: elsewhere 6",
  "production-stack.vllm.ai/VLLMRuntime 5: unchanged 5",
  "kubevirt.io/VirtualMachine 4: refused 4, live-object-owned 4",
  "trainer.kubeflow.org/ClusterTrainingRuntime 3: patched 3",
  "inference.llmaz.io/Playground 2: unchanged 2",
  "inference.llmaz.io/Service 2: patched 2",
  "kubeflow.org/Experiment 2: patched 2",
  "kubeflow.org/PyTorchJob 2: patched 2",
  "nvidia.com/DynamoGraphDeployment 2: patched 2",
  "serving.kserve.io/LLMInferenceServiceConfig 2: patched 2",
  "batch.volcano.sh/Job 1: patched 1",
  "kaito.sh/Workspace 1: elsewhere 1",
  "kaiwo.silogen.ai/KaiwoService 1: elsewhere 1",
  "kubeflow.org/TFJob 1: patched 1",
  "kubevirt.io/VirtualMachineInstance 1: refused 1, live-object-owned 1",
  "trainer.kubeflow.org/TrainingRuntime 1: refused 1, render-first 1",
  "built-in 384: patched 265, unchanged 109, refused 10, gpu-quantity-not-whole 6, render-first 1, second-accelerator 1, live-object-owned 1, gpu-by-annotation 1",
];

const EXAMPLES: readonly string[] = [
  "kubeflow.org/PyTorchJob 8: patched 8",
  "workloads.x-k8s.io/RoleBasedGroup 6: patched 6",
  "workload.serving.volcano.sh/ModelBooster 4: patched 3, unchanged 1",
  "workload.serving.volcano.sh/ModelServing 4: patched 4",
  "grove.io/PodCliqueSet 3: patched 3",
  "inference.sagemaker.aws.amazon.com/InferenceEndpointConfig 3: unchanged 3",
  "nvidia.com/DynamoGraphDeployment 3: patched 3",
  "batch.paddlepaddle.org/PaddleJob 2: patched 2",
  "inference.llmaz.io/Service 2: patched 2",
  "kaiwo.silogen.ai/KaiwoService 2: elsewhere 2",
  "kubeflow.org/TFJob 2: patched 2",
  "serving.kserve.io/LLMInferenceServiceConfig 2: patched 2",
  "batch.volcano.sh/Job 1: patched 1",
  "elastic.iml.github.io/ElasticJob 1: patched 1",
  "kubevirt.io/VirtualMachineInstance 1: elsewhere 1",
  "template.openshift.io/Template 1: patched 1",
  "trainer.kubeflow.org/TrainJob 1: unchanged 1",
  "workload.codeflare.dev/AppWrapper 1: patched 1",
];

const CPUS: readonly string[] = [
  "ray.io/RayService 32: patched 31, refused 1, claim-not-in-input 1",
  "serving.kserve.io/LLMInferenceService 28: patched 28",
  "apps.nvidia.com/NIMService 27: patched 27",
  "ray.io/RayCluster 16: patched 16",
  "leaderworkerset.x-k8s.io/LeaderWorkerSet 12: patched 12",
  "apps.nvidia.com/NIMPipeline 8: patched 8",
  "serving.kserve.io/InferenceService 8: patched 8",
  "kubeai.org/Model 6: elsewhere 6",
  "production-stack.vllm.ai/VLLMRuntime 5: patched 5",
  "kubevirt.io/VirtualMachine 4: refused 4, live-object-owned 4",
  "inference.llmaz.io/Playground 2: patched 2",
  "inference.llmaz.io/Service 2: patched 2",
  "nvidia.com/DynamoGraphDeployment 2: patched 2",
  "kaito.sh/Workspace 1: elsewhere 1",
  "kaiwo.silogen.ai/KaiwoService 1: elsewhere 1",
  "kubevirt.io/VirtualMachineInstance 1: refused 1, live-object-owned 1",
  "built-in 325: patched 324, refused 1, live-object-owned 1",
];

describe("pod sets with GPUs in real manifests", needsCorpus(), () => {
  let dev: KindsRun;
  let examples: KindsRun;

  beforeAll(async () => {
    const catalog = loadCatalog();
    const files = listCorpus(corpus).filter(({ set }) => set === "dev");
    const names = files.map(({ file }) => file);
    dev = runKinds(corpus ?? "", names, catalog);
    examples = runKinds(corpus ?? "", exampleFiles(corpus ?? ""), catalog);
  });

  it("are patched as their kinds want, or refused for a reason", () => {
    expect(lines(dev, "gpus")).toEqual(DEV);
    expect(lines(examples, "gpus")).toEqual(EXAMPLES);
  });

  it("are taken to CPUs where that is what a kind is for", () => {
    expect(lines(dev, "cpus")).toEqual(CPUS);
  });

  it("are what the CRDs of their kinds allow, as far as they were", () => {
    const { found, checked } = newObjections({
      ...dev,
      sets: [...dev.sets, ...examples.sets],
      results: [...dev.results, ...examples.results],
    });
    expect(found).toEqual([]);
    expect(checked).toBeGreaterThan(200);
  });

  it("keep every promise: only what was said, idempotent, and nothing is lost on the way back", () => {
    expect.hasAssertions();
    for (const run of [dev, examples]) {
      expect(kindsProblems(run), formatKinds(run)).toEqual([]);
      expect(run.waysBack.length).toBeGreaterThan(30);
    }
  });
});

/** What CRDs object to in patched files and did not in the files themselves, and how many were looked at. */
function newObjections({ results, sets }: KindsRun): {
  readonly found: readonly string[];
  readonly checked: number;
} {
  const check = readCrds(resolve(corpus ?? "", "../kinds/crds"));
  const objectionsIn = (text: string) => objectsOf(text).flatMap((object) => check(object) ?? []);
  const inputs = new Map<string, ReadonlySet<string>>();
  const custom = new Set(sets.flatMap(({ kind, file }) => (kind === BUILT_IN ? [] : [file])));
  const patched = results.filter(({ file, output }) => output !== null && custom.has(file));
  const found = patched.flatMap(({ file, profile, output }) => {
    const known = inputs.get(file) ?? new Set(objectionsIn(readFileSync(join(corpus ?? "", file), "utf8")));
    inputs.set(file, known);
    const objections = objectionsIn(output?.text ?? "").filter((one) => !known.has(one));
    return objections.map((one) => `${profile} ${file}: ${one}`);
  });
  return { found, checked: patched.length };
}

function lines(run: KindsRun, onto: "gpus" | "cpus"): readonly string[] {
  return [...countKinds(run, onto)].map(([kind, { sets, codes, ...fates }]) => {
    const met = Object.entries(fates).flatMap(([fate, count]) => (count === 0 ? [] : [`${fate} ${count}`]));
    const by = Object.entries(codes).map(([code, count]) => `${code} ${count}`);
    return `${kind} ${sets}: ${[...met, ...by].join(", ")}`;
  });
}
