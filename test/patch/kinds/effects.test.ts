import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { errorsOf, run } from "../../pipeline/run.ts";

const POD = `{spec: {containers: [{name: main, image: "registry.example/app:1", resources: {limits: {nvidia.com/gpu: 4}}}]}}`;
const CPU_POD = POD.replace(", resources: {limits: {nvidia.com/gpu: 4}}", "");

function object(apiVersion: string, kind: string, spec: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: llm}\nspec: ${spec}\n`;
}

// biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
function specOf(outcome: ReturnType<typeof run>): any {
  expect(errorsOf(outcome)).toEqual([]);
  return parse(outcome.files[0]?.text ?? "").spec;
}

function codesOf({ diagnostics }: ReturnType<typeof run>): readonly string[] {
  return diagnostics.map(({ code }) => code);
}

const PYTORCH = object(
  "kubeflow.org/v1",
  "PyTorchJob",
  `{pytorchReplicaSpecs: {Master: {replicas: 1, template: ${POD}}, Worker: {replicas: 3, template: ${POD}}}}`,
);
const RAY_JOB = object(
  "ray.io/v1",
  "RayJob",
  `{entrypoint: python train.py, rayClusterSpec: {headGroupSpec: {template: ${CPU_POD}}, workerGroupSpecs: [{groupName: a, replicas: 2, template: ${POD}}]}}`,
);
const JOBSET = object(
  "jobset.x-k8s.io/v1alpha2",
  "JobSet",
  `{replicatedJobs: [{name: workers, template: {spec: {template: ${POD.replace("{spec: {", "{spec: {restartPolicy: Never, ")}}}}]}`,
);

describe("retries, in the words of the kind", () => {
  test("a number where a run would be tried without end", () => {
    expect(specOf(run(PYTORCH, { profile: "training" })).runPolicy).toEqual({ backoffLimit: 12 });
  });

  test("a kind that tries once is left so, and that is told", () => {
    const outcome = run(RAY_JOB, { profile: "training" });
    expect(specOf(outcome).backoffLimit).toBeUndefined();
    expect(codesOf(outcome)).toContain("not-retried");
  });

  test("a JobSpec inside gets what a Job gets", () => {
    const { spec } = specOf(run(JOBSET, { profile: "training" })).replicatedJobs[0].template;
    expect(spec.backoffLimit).toBe(3);
    expect(spec.podFailurePolicy.rules[0].action).toBe("Ignore");
  });
});

describe("--workers", () => {
  test.each([
    [
      "PyTorchJob",
      PYTORCH,
      (spec: { pytorchReplicaSpecs: { Worker: { replicas: number } } }) =>
        spec.pytorchReplicaSpecs.Worker.replicas,
      7,
    ],
    // biome-ignore lint/suspicious/noExplicitAny: a path into a manifest
    ["JobSet", JOBSET, (spec: any) => spec.replicatedJobs[0].template.spec.parallelism, 8],
  ])("of a %s is its own number, and no Service is made", (_, text, numberIn, expected) => {
    const outcome = run(text, { profile: "training", flags: { workers: 8 } });
    expect(numberIn(specOf(outcome))).toBe(expected);
    expect(outcome.files[0]?.text).not.toContain("kind: Service");
    expect(codesOf(outcome)).toContain("workers-by-operator");
    expect(outcome.workloads[0]?.gpus.after).toBe(32);
  });

  test("of a LeaderWorkerSet is the size of its groups", () => {
    const text = object(
      "leaderworkerset.x-k8s.io/v1",
      "LeaderWorkerSet",
      `{replicas: 2, leaderWorkerTemplate: {size: 2, leaderTemplate: ${CPU_POD}, workerTemplate: ${POD}}}`,
    );
    const outcome = run(text, { profile: "training", flags: { workers: 5 } });
    expect(specOf(outcome).leaderWorkerTemplate.size).toBe(5);
    expect(outcome.workloads[0]?.gpus).toMatchObject({ before: 2 * 1 * 4, after: 2 * 4 * 4 });
  });
});

describe("queues", () => {
  test("Kueue's label where it admits the kind, and what it rejects is refused", () => {
    const outcome = run(JOBSET, { profile: "training", flags: { queue: "team" } });
    expect(errorsOf(outcome)).toEqual([]);
    expect(parse(outcome.files[0]?.text ?? "").metadata.labels).toEqual({
      "kueue.x-k8s.io/queue-name": "team",
    });
    expect(errorsOf(run(RAY_JOB, { profile: "training", flags: { queue: "team" } }))).toEqual([
      "RayJob/llm cannot wait in a queue: Kueue admits a RayJob only with shutdownAfterJobFinishes: true",
    ]);
  });

  test("the queue of the kind's own scheduler where Kueue does not by default", () => {
    const { runPolicy } = specOf(run(PYTORCH, { profile: "training", flags: { queue: "team" } }));
    expect(runPolicy.schedulingPolicy).toEqual({ queue: "team" });
    const volcano = object("batch.volcano.sh/v1alpha1", "Job", `{tasks: [{name: worker, template: ${POD}}]}`);
    expect(specOf(run(volcano, { profile: "training", flags: { queue: "team" } })).queue).toBe("team");
  });
});

describe("updates that take GPUs twice", () => {
  const rayService = object(
    "ray.io/v1",
    "RayService",
    `{rayClusterConfig: {headGroupSpec: {template: ${CPU_POD}}, workerGroupSpecs: [{groupName: a, replicas: 2, template: ${POD}}]}}`,
  );
  const rollout = (strategy: string): string =>
    object("argoproj.io/v1alpha1", "Rollout", `{replicas: 4, strategy: ${strategy}, template: ${POD}}`);

  test.each([
    ["a RayService", rayService, "needs 8 nvidia.com/gpu to spare: an upgrade starts a second whole cluster"],
    [
      "a blue-green Rollout",
      rollout("{blueGreen: {}}"),
      "needs 16 nvidia.com/gpu to spare: blueGreen starts",
    ],
    ["a canary Rollout", rollout("{canary: {}}"), "needs 4 nvidia.com/gpu to spare: it starts 1 new pod"],
  ])("%s", (_, text, expected) => {
    const told = run(text, { profile: "continuous" }).diagnostics.filter(
      ({ code }) => code === "gpu-rollout-needs-spare",
    );
    expect(told.map(({ message }) => message)).toEqual([expect.stringContaining(expected)]);
  });

  test("--rollout in-place writes the numbers where the kind has them, and tells where it has not", () => {
    const flags = { rollout: "in-place" } as const;
    const canary = specOf(run(rollout("{canary: {}}"), { profile: "continuous", flags })).strategy.canary;
    expect(canary).toEqual({ maxSurge: 0, maxUnavailable: 1 });
    expect(codesOf(run(rayService, { profile: "continuous", flags }))).toContain("rollout-not-settable");
  });
});

describe("a kind that cannot carry a field", () => {
  test("Knative rejects some by default: refused with the flag, and written where a ConfigMap allows them", () => {
    const service = object("serving.knative.dev/v1", "Service", `{template: ${POD}}`);
    const refused = run(service, { profile: "continuous" });
    expect(errorsOf(refused)).toEqual([
      "Service/llm needs `tolerations`, which the webhook of Service (serving.knative.dev) rejects by default",
    ]);
    const flag = `---
apiVersion: v1
kind: ConfigMap
metadata: {name: config-features, namespace: knative-serving}
data: {kubernetes.podspec-tolerations: enabled}
`;
    const outcome = run(`${service}${flag}`, { profile: "continuous" });
    expect(errorsOf(outcome)).toEqual([]);
    expect(outcome.files[0]?.text).toContain("tolerations");
  });

  test("is told what it does not get, and gets the rest", () => {
    const model = object(
      "llmaz.io/v1alpha1",
      "OpenModel",
      "{inferenceConfig: {flavors: [{name: a100, limits: {nvidia.com/gpu: 1}}]}}",
    );
    const outcome = run(model, {
      profile: "continuous",
      flags: { gpus: 2, gpu: "a100-80gb", platform: "gke" },
    });
    expect(specOf(outcome).inferenceConfig.flavors[0]).toEqual({
      name: "a100",
      limits: { "nvidia.com/gpu": 2 },
      nodeSelector: { "cloud.google.com/gke-accelerator": "nvidia-a100-80gb" },
    });
    expect(codesOf(outcome)).toContain("field-not-in-kind");
  });

  test("has its own amounts: a pair of name and number, a short key", () => {
    const spark = object(
      "sparkoperator.k8s.io/v1beta2",
      "SparkApplication",
      "{executor: {instances: 2, memory: 1g}, driver: {memory: 1g}}",
    );
    const { executor, driver } = specOf(run(spark, { profile: "training", flags: { gpus: 2 } }));
    expect([executor.gpu, driver.gpu]).toEqual([{ name: "nvidia.com/gpu", quantity: 2 }, undefined]);
    const withMemory = run(spark, { profile: "training", flags: { gpus: 2, cpu: "4", memory: "16Gi" } });
    expect(specOf(withMemory).executor.gpu).toEqual({ name: "nvidia.com/gpu", quantity: 2 });
    const runtime = object(
      "production-stack.vllm.ai/v1alpha1",
      "VLLMRuntime",
      '{deploymentConfig: {replicas: 1, resources: {cpu: "4", gpu: "1"}}}',
    );
    expect(
      specOf(run(runtime, { profile: "continuous", flags: { gpus: 2 } })).deploymentConfig.resources,
    ).toEqual({
      cpu: "4",
      gpu: "2",
    });
  });

  test("memory at /dev/shm that an operator mounts is not mounted twice, and has its own field", () => {
    expect(
      specOf(run(RAY_JOB, { profile: "training" })).rayClusterSpec.workerGroupSpecs[0].template.spec.volumes,
    ).toBeUndefined();
    const nim = object(
      "apps.nvidia.com/v1alpha1",
      "NIMService",
      "{image: {repository: nim}, resources: {limits: {nvidia.com/gpu: 4}}}",
    );
    const spec = specOf(run(nim, { profile: "continuous", flags: { shm: "16Gi" } }));
    expect(spec.storage).toEqual({ sharedMemorySizeLimit: "16Gi" });
    expect(spec.tolerations).toHaveLength(1);
  });

  test("takes its GPUs from a field that nobody writes", () => {
    const workspace = `apiVersion: kaito.sh/v1beta1
kind: Workspace
metadata: {name: llm}
resource: {instanceType: Standard_NC24ads_A100_v4, count: 2}
inference: {preset: {name: phi-4}}
`;
    const outcome = run(workspace, { profile: "continuous" });
    expect(outcome.files[0]?.status).toBe("unchanged");
    expect(codesOf(outcome)).toContain("gpus-elsewhere");
  });
});

describe("objects that are laid over others", () => {
  const trainJob = object(
    "trainer.kubeflow.org/v1alpha1",
    "TrainJob",
    "{runtimeRef: {name: torch}, trainer: {numNodes: 2}}",
  );
  const runtime = object(
    "trainer.kubeflow.org/v1alpha1",
    "ClusterTrainingRuntime",
    `{template: {spec: {replicatedJobs: [{name: node, template: {spec: {template: ${POD}}}}]}}}`,
  ).replace("name: llm", "name: torch");

  test("keep the GPUs of an object that is or is not in the input", () => {
    const alone = run(trainJob, { profile: "training" });
    expect(alone.files[0]?.status).toBe("unchanged");
    expect(alone.diagnostics.map(({ message }) => message)).toContain(
      'TrainJob/llm (trainer) asks for no GPU itself and is left alone: its GPUs may be in the ClusterTrainingRuntime or TrainingRuntime "torch", which is not in the input',
    );
    const both = run(`${trainJob}---\n${runtime}`, { profile: "training", scope: { all: true } });
    expect(both.diagnostics.map(({ message }) => message)).toContain(
      "TrainJob/llm (trainer) asks for no GPU itself and is left alone: it takes them from ClusterTrainingRuntime/torch",
    );
  });

  test("get those that somebody asks for", () => {
    const spec = specOf(run(trainJob, { profile: "training", flags: { gpus: 8 } }));
    expect(spec.trainer.resourcesPerNode).toEqual({ limits: { "nvidia.com/gpu": 8 } });
  });

  test("a Rollout says how the pods of its Deployment are replaced, and scales them", () => {
    const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 0, selector: {matchLabels: {app: web}}, template: ${POD.replace("{spec:", "{metadata: {labels: {app: web}}, spec:")}}
`;
    const rollout = object(
      "argoproj.io/v1alpha1",
      "Rollout",
      "{replicas: 2, strategy: {blueGreen: {}}, workloadRef: {apiVersion: apps/v1, kind: Deployment, name: web}}",
    );
    const scope = { select: [{ kind: "Deployment", name: "web" }] };
    const serving = run(`${deployment}---\n${rollout}`, { profile: "continuous", scope });
    expect(serving.diagnostics.map(({ message }) => message)).toContainEqual(
      expect.stringContaining("blueGreen starts the whole new set beside the old one"),
    );
    const bursty = run(`${deployment}---\n${rollout}`, { profile: "bursty", scope });
    expect(bursty.files[0]?.text).not.toContain("HorizontalPodAutoscaler");
    expect(codesOf(bursty)).toContain("no-autoscaler-driven");
  });
});

describe("objects inside others", () => {
  test("are patched in place, and told by the outer one's name", () => {
    const wrapped = object(
      "workload.codeflare.dev/v1beta2",
      "AppWrapper",
      `{components: [{template: {apiVersion: batch/v1, kind: Job, metadata: {name: inner}, spec: {template: ${POD}}}}]}`,
    );
    const outcome = run(wrapped, { profile: "training" });
    expect(specOf(outcome).components[0].template.spec.template.spec.tolerations).toHaveLength(1);
    expect(outcome.workloads[0]?.object).toBe("Job/inner in AppWrapper/llm");
    expect(outcome.files[0]?.changes[0]).toMatchObject({ object: "AppWrapper/llm" });
  });
});

test("a kind whose operator finds the number of GPUs keeps it, unless somebody asks for another", () => {
  const nim = object("apps.nvidia.com/v1alpha1", "NIMService", "{image: {repository: nim}}");
  const left = run(nim, { profile: "continuous" });
  expect(left.files[0]?.status).toBe("unchanged");
  expect(codesOf(left)).toContain("gpus-in-base");
  expect(specOf(run(nim, { profile: "continuous", flags: { gpus: 4 } })).resources).toEqual({
    limits: { "nvidia.com/gpu": 4 },
  });
});
