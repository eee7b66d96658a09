import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { lint } from "../lint/kit.ts";
import { run } from "./run.ts";

const ALL = { scope: { all: true } } as const;

const TRAIN_JOB = `apiVersion: trainer.kubeflow.org/v1alpha1
kind: TrainJob
metadata: {name: sft}
spec:
  runtimeRef: {name: torch-distributed}
  trainer:
    image: registry.example/sft:1
`;

const ENGINE = `apiVersion: workload.serving.volcano.sh/v1alpha1
kind: ModelServing
metadata: {name: big}
spec:
  template:
    roles:
      - name: engine
        entryTemplate:
          spec: {containers: [{name: leader, image: registry.example/vllm:1}]}
        workerReplicas: 1
        workerTemplate:
          spec: {containers: [{name: worker, image: registry.example/vllm:1}]}
`;

const WRAPPED = `apiVersion: workload.codeflare.dev/v1beta2
kind: AppWrapper
metadata: {name: outer}
spec:
  components:
    - template:
        apiVersion: batch/v1
        kind: Job
        metadata: {name: inner}
        spec:
          template:
            spec: {restartPolicy: Never, containers: [{name: train, image: registry.example/train:1}]}
`;

const RUNTIME = `apiVersion: trainer.kubeflow.org/v1alpha1
kind: ClusterTrainingRuntime
metadata: {name: torch}
spec:
  template:
    spec:
      replicatedJobs:
        - name: node
          template:
            spec:
              template:
                spec: {containers: [{name: node, image: registry.example/torch:2}]}
`;

const WORKFLOW = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: nightly-}
spec:
  templates:
    - name: train
      container: {image: registry.example/train:1}
`;

describe("patch on custom resources", () => {
  test("writes numbers that stand beside the fields of a pod and are the kind's own", () => {
    const flags = { gpus: 4, workers: 3 };
    const { text, codes } = patched(TRAIN_JOB, { profile: "training", flags, ...ALL });
    expect(parse(text).spec.trainer).toMatchObject({
      numNodes: 3,
      resourcesPerNode: { limits: { "nvidia.com/gpu": 4 } },
    });
    expect(codes).toContain("workers-by-operator");
  });

  test("writes the size of shared memory into the field that the kind has for it", () => {
    const nim = `apiVersion: apps.nvidia.com/v1alpha1
kind: NIMService
metadata: {name: chat}
spec:
  image: {repository: registry.example/chat, tag: "1"}
  storage: {pvc: {name: models}}
`;
    const { text } = patched(nim, { profile: "continuous", flags: { gpus: 1, shm: "16Gi" }, ...ALL });
    expect(parse(text).spec.storage).toEqual({ pvc: { name: "models" }, sharedMemorySizeLimit: "16Gi" });
  });

  test.each([{}, { role: "engine" }])("takes the entry and the workers of one role together: %o", (flags) => {
    expect.hasAssertions();
    const { text } = patched(ENGINE, { profile: "continuous", flags, ...ALL });
    const [{ entryTemplate, workerTemplate }] = parse(text).spec.template.roles;
    for (const { spec } of [entryTemplate, workerTemplate])
      expect(spec.containers[0].resources).toEqual({ limits: { "nvidia.com/gpu": 1 } });
  });

  test("leaves the map of amounts that a kind requires, when the last one goes", () => {
    const runtime = `apiVersion: production-stack.vllm.ai/v1alpha1
kind: VLLMRuntime
metadata: {name: chat}
spec:
  deploymentConfig:
    resources:
      gpu: "1"
`;
    const { text } = patched(runtime, { profile: "bursty", ...ALL });
    expect(parse(text).spec.deploymentConfig.resources).toEqual({});
    const back = patched(text, { profile: "continuous", ...ALL }).text;
    expect(parse(back)).toEqual(parse(runtime));
  });

  test("says only of kinds that name other objects that their pods are described there", () => {
    const ray = `apiVersion: ray.io/v1
kind: RayCluster
metadata: {name: a}
spec: {headGroupSpec: 5}
`;
    const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: a}
spec: {workloadRef: {apiVersion: apps/v1, kind: Deployment, name: b}}
`;
    const messages = [ray, rollout].map((text) =>
      patched(text, { profile: "training", ...ALL }).messages.join(),
    );
    expect(messages[0]).toContain("RayCluster/a has no pod spec");
    expect(messages[1]).toContain("Rollout/a describes no pods itself");
  });

  test("says which object a queue is for where the workload is inside of it", () => {
    const { messages } = patched(WRAPPED, { profile: "training", flags: { queue: "team" }, ...ALL });
    expect(messages).toContain(
      'Job/inner in AppWrapper/outer is not put into the queue "team": Kueue admits what it is inside of, AppWrapper/outer',
    );
  });

  test("says of no template that its pods start again for ever", () => {
    expect(patched(RUNTIME, { profile: "training", ...ALL }).codes).not.toContain("training-in-deployment");
  });

  test("names the kind that generateName makes", () => {
    const { messages } = patched(WORKFLOW, { profile: "training", flags: { role: "train" }, ...ALL });
    expect(messages.filter((one) => one.includes("generateName"))).toEqual([
      "`kubectl apply` refuses objects with generateName; send them with `kubectl create -f`, which makes a new Workflow each time",
    ]);
  });

  test("reads the resources of a KaiwoJob without a total", () => {
    const kaiwo = (spec: string) => `apiVersion: kaiwo.silogen.ai/v1alpha1
kind: KaiwoJob
metadata: {name: short}
spec: {image: registry.example/train:1, ${spec}}
`;
    const asks = "resources: {limits: {nvidia.com/gpu: 1}}";
    const { text } = patched(kaiwo(asks), { profile: "training", flags: { gpus: 2 }, ...ALL });
    expect(parse(text).spec.resources).toEqual({ limits: { "nvidia.com/gpu": 2 } });
    const total = kaiwo(`gpus: 8, ${asks}`);
    expect(patched(total, { profile: "training", flags: { gpus: 2 }, ...ALL }).text).toBe(total);
  });
});

describe("restart-policy-rejected", () => {
  test.each([
    [
      trainer(
        "kubeflow.org/v1",
        "PyTorchJob",
        "pytorchReplicaSpecs: {Master: {restartPolicy: OnFailure, template: POD}}",
      ),
      0,
    ],
    [trainer("ray.io/v1", "RayJob", "rayClusterSpec: {headGroupSpec: {template: POD}}"), 0],
    [
      trainer(
        "jobset.x-k8s.io/v1alpha2",
        "JobSet",
        "replicatedJobs: [{name: a, template: {spec: {template: POD}}}]",
      ),
      0,
    ],
    [
      trainer(
        "jobset.x-k8s.io/v1alpha2",
        "JobSet",
        "replicatedJobs: [{name: a, template: {spec: {podFailurePolicy: {rules: []}, template: POD}}}]",
      ),
      1,
    ],
  ])("is about Jobs only, and what their makers write is no mistake: %#", (text, count) => {
    const { findings } = lint({ "a.yaml": text }, { only: ["restart-policy-rejected"] });
    expect(findings.map(({ message }) => message)).toHaveLength(count);
  });
});

function trainer(apiVersion: string, kind: string, spec: string): string {
  const pod = "{spec: {containers: [{name: pytorch, image: registry.example/a:1}]}}";
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: {${spec.replaceAll("POD", pod)}}\n`;
}

function patched(
  text: string,
  options: Parameters<typeof run>[1],
): { readonly text: string; readonly codes: readonly string[]; readonly messages: readonly string[] } {
  const { files, diagnostics } = run(text, options);
  return {
    text: files[0]?.text ?? "",
    codes: diagnostics.map(({ code }) => code),
    messages: diagnostics.map(({ message }) => message),
  };
}
