import { describe, expect, it } from "vitest";
import type { AutoProfile } from "../../../src/patch/recognition/data/evidence.ts";
import { formatPath } from "../../../src/yaml/tree.ts";
import { type Container, recognize, workload } from "./workload.ts";

type Case = readonly [
  name: string,
  kind: string,
  container: Container,
  spec?: Record<string, unknown>,
  pod?: Record<string, unknown>,
];

function expectProfile(profile: AutoProfile | null, [, kind, container, spec, pod]: Case): void {
  const verdict = recognize(workload(kind, container, spec, pod));
  const reasons = verdict.evidence.map((one) => `${one.points} ${one.for} ${one.text}`).join("\n");
  expect(verdict.profile, reasons).toBe(profile);
}

const CONTINUOUS: readonly Case[] = [
  ["vLLM with GPUs", "Deployment", { image: "vllm/vllm-openai:v0.10.0", gpus: 2, port: 8000 }],
  [
    "vLLM before its first patch, without a GPU",
    "Deployment",
    { image: "vllm/vllm-openai:latest", port: 8000, probe: true },
  ],
  [
    "Triton in a StatefulSet",
    "StatefulSet",
    {
      image: "nvcr.io/nvidia/tritonserver:24.05-py3",
      command: ["tritonserver", "--model-repository=/m"],
      gpus: 1,
    },
  ],
  [
    "a server of one's own in a GPU image",
    "Deployment",
    {
      image: "acme/flux",
      command: ["sh", "-c", "uvicorn api:app --host 0.0.0.0"],
      gpus: 1,
      port: 8000,
      probe: true,
    },
  ],
  ["DeepStream", "Deployment", { image: "nvcr.io/nvidia/deepstream:7.0", gpus: 1 }],
  ["Ollama as a bare Pod", "Pod", { image: "ollama/ollama", gpus: 1, port: 11434 }],
  [
    "a server of one's own in a GPU image, before its first patch",
    "Deployment",
    { image: "acme/speech:2.3-gpu", port: 8000, probe: true },
  ],
];

const TRAINING: readonly Case[] = [
  [
    "torchrun in a Job",
    "Job",
    { image: "pytorch/pytorch:2.4", command: ["torchrun", "--nproc_per_node=8", "train.py"], gpus: 8 },
  ],
  ["an unknown image with GPUs in a Job", "Job", { image: "acme/thing", args: ["--input", "x"], gpus: 1 }],
  [
    "an Indexed Job with ranks",
    "Job",
    { image: "acme/thing", env: ["MASTER_ADDR", "WORLD_SIZE"], gpus: 8 },
    { completionMode: "Indexed", completions: 4, parallelism: 4 },
  ],
  [
    "nightly training by schedule",
    "CronJob",
    { image: "acme/model", command: ["python", "train.py", "--epochs", "3"], gpus: 1 },
  ],
  [
    "XGBoost without a GPU",
    "Job",
    { image: "acme/xgboost", command: ["python", "train_xgboost.py", "--learning_rate=0.1"] },
  ],
  [
    "a Pod that runs to an end",
    "Pod",
    { image: "acme/llm", command: ["accelerate", "launch", "finetune.py"], gpus: 1 },
    {},
    { restartPolicy: "Never" },
  ],
  [
    "a training script in a CUDA image, before its first patch",
    "Job",
    { image: "pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime", command: ["python", "train.py"] },
    {},
    { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] },
  ],
];

const BURSTY: readonly Case[] = [
  ["a web server", "Deployment", { image: "nginx:1.27", port: 80 }],
  [
    "a Python web server",
    "Deployment",
    { image: "acme/shop", command: ["gunicorn", "shop.wsgi"], port: 8000 },
  ],
  [
    "Celery workers",
    "Deployment",
    { image: "acme/shop", command: ["celery", "-A", "shop", "worker"], env: ["CELERY_BROKER_URL"] },
  ],
  ["Sidekiq", "Deployment", { image: "acme/shop", command: ["bundle", "exec", "sidekiq"] }],
  [
    "many pieces of work without a GPU",
    "Job",
    { image: "acme/render", args: ["--frames"] },
    { completionMode: "Indexed", completions: 500, parallelism: 50 },
  ],
];

const REFUSED: readonly Case[] = [
  ["a database", "StatefulSet", { image: "postgres:16", port: 5432 }],
  [
    "a cache in a Deployment with a port and a probe",
    "Deployment",
    { image: "redis:7", port: 6379, probe: true },
  ],
  [
    "an operator",
    "Deployment",
    { image: "acme/thing-operator", command: ["/manager"], args: ["--leader-elect"] },
  ],
  ["an agent on every node", "DaemonSet", { image: "acme/agent", port: 80 }],
  ["a GPU Pod that sleeps", "Pod", { image: "ubuntu:22.04", command: ["sleep", "infinity"], gpus: 1 }],
  [
    "a GPU Job that looks at its devices",
    "Job",
    { image: "nvidia/cuda:12.6.0-base-ubuntu22.04", command: ["nvidia-smi"], gpus: 1 },
  ],
  ["a notebook", "Deployment", { image: "quay.io/jupyter/pytorch-notebook", gpus: 1, port: 8888 }],
  ["a model server in a Job", "Job", { image: "vllm/vllm-openai", command: ["vllm", "serve", "x"], gpus: 1 }],
  [
    "a trainer that is restarted for ever",
    "Deployment",
    { image: "acme/x", command: ["torchrun", "x.py"], gpus: 1 },
  ],
  ["an unknown image with nothing else", "Deployment", { image: "acme/thing" }],
  ["an unknown GPU image with nothing else", "Deployment", { image: "acme/thing:1-cuda12.4" }],
  ["an unknown GPU image that ends", "Job", { image: "acme/thing:1-cuda12.4", args: ["--input", "x"] }],
  ["a vector database for GPUs", "Deployment", { image: "milvusdb/milvus:v2.4.1-gpu", port: 19530 }],
  [
    "a notebook in a GPU image",
    "Deployment",
    { image: "tensorflow/tensorflow:2.15.0-gpu-jupyter", port: 8888, command: ["jupyter", "lab"] },
  ],
  [
    "a CUDA image that only looks at its devices",
    "Job",
    { image: "nvidia/cuda:12.6.0-base-ubuntu22.04", command: ["nvidia-smi"] },
  ],
  ["a nightly backup", "CronJob", { image: "acme/tools", command: ["pg_dump", "-h", "db"] }],
  [
    "a word inside another word",
    "Job",
    { image: "acme/x", command: ["python", "constraint.py", "restrained.py"] },
  ],
  [
    "a server that is only installed",
    "Pod",
    { image: "ubuntu:22.04", command: ["bash", "-c", "pip install vllm; echo vllm serve; sleep 9"] },
  ],
  ["a fragment without an image", "Deployment", { gpus: 1 }],
];

describe("continuous is", () => {
  it.each(CONTINUOUS.map((one) => [one[0], one] as const))("%s", (_, one) =>
    expectProfile("continuous", one),
  );
});

describe("training is", () => {
  it.each(TRAINING.map((one) => [one[0], one] as const))("%s", (_, one) => expectProfile("training", one));
});

describe("bursty is", () => {
  it.each(BURSTY.map((one) => [one[0], one] as const))("%s", (_, one) => expectProfile("bursty", one));
});

describe("refused is", () => {
  it.each(REFUSED.map((one) => [one[0], one] as const))("%s", (_, one) => expectProfile(null, one));
});

describe("an image that is built for GPUs", () => {
  const told = (image: string) =>
    recognize(workload("Job", { image, command: ["python", "main.py"] })).evidence.find(({ text }) =>
      text.startsWith("has an image that is built for GPUs"),
    );

  it.each([
    ["acme/thing:2.3-gpu", "gpu"],
    ["pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime", "cuda12"],
    ["acme/thing:cu124-py311", "cu124"],
    ["acme/thing:6.1-rocm", "rocm"],
    ["nvidia/cuda:12.4.1-runtime-ubuntu22.04", "cuda"],
    ["registry.io:5000/team/finetune-gpu:1", "gpu"],
    ["team/finetune-cuda12@sha256:0123456789abcdef", "cuda12"],
  ])("is told by its tag or the end of its name: %s", (image, word) => {
    expect(told(image)?.text).toBe(`has an image that is built for GPUs (${word})`);
    expect(formatPath(told(image)?.path ?? [])).toBe("spec.template.spec.containers[0].image");
  });

  it.each([
    "acme/thing:1",
    "acme/gpu-dashboard:1",
    "gpu.acme.io/thing:1",
    "gpu/thing:1",
    "acme/thing:no-gpu",
    "acme/thing:nogpu",
    "acme/thing:2.0-cpu",
    "acme/thing:gpu-or-cpu",
    "acme/barracuda:1",
    "acme/thing:$CUDA_TAG",
  ])("is not: %s", (image) => {
    expect(told(image)).toBeUndefined();
  });

  it("is no work for CPUs, and weighs less than a GPU that is asked for", () => {
    const job = (image: string, gpus?: number) =>
      recognize(
        workload(
          "Job",
          { image, args: ["--frames"], ...(gpus && { gpus }) },
          { completionMode: "Indexed", completions: 500, parallelism: 50 },
        ),
      );
    expect(job("acme/render:1").profile).toBe("bursty");
    const built = job("acme/render:1-cuda12.4");
    expect(built.leaning).toBe("training");
    expect(built.confidence).toBeLessThan(job("acme/render:1-cuda12.4", 1).confidence);
  });

  it("says nothing beside a GPU that is asked for", () => {
    const asking = recognize(workload("Job", { image: "acme/thing:1-gpu", gpus: 1 }));
    expect(asking).toEqual({ ...recognize(workload("Job", { image: "acme/thing:1", gpus: 1 })) });
  });
});

const HPA = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: scaler}
spec: {minReplicas: 1, maxReplicas: 9, scaleTargetRef: {kind: Deployment, name: thing}}
`;
const SCALED_OBJECT = `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: scaler}
spec: {scaleTargetRef: {name: thing}, triggers: [{type: rabbitmq}]}
`;

describe("what else is in the input", () => {
  const unknown = workload("Deployment", { image: "acme/thing", port: 80 });

  it("counts: an autoscaler that aims at it tells that its load changes", () => {
    expect(recognize(unknown).profile).toBe(null);
    const scaled = recognize(unknown + HPA);
    expect(scaled.profile).toBe("bursty");
    const evidence = scaled.evidence.find(({ text }) => text.includes("HorizontalPodAutoscaler/scaler"));
    expect(evidence?.object?.name).toBe("scaler");
  });

  it("counts: a ScaledObject by a queue tells that it takes work from there", () => {
    const verdict = recognize(workload("Deployment", { image: "acme/thing" }) + SCALED_OBJECT);
    expect(verdict.profile).toBe("bursty");
    expect(verdict.evidence[0]?.text).toContain("by the length of a queue");
  });

  it("does not count when it aims at another", () => {
    expect(recognize(unknown + HPA.replace("name: thing", "name: other")).profile).toBe(null);
  });
});

describe("the verdict", () => {
  const verdict = recognize(
    workload("Deployment", { image: "vllm/vllm-openai:v0.10.0", gpus: 1, port: 8000 }),
  );

  it("has evidence, strongest first, each with its place in the object", () => {
    const points = verdict.evidence.map((one) => Math.abs(one.points));
    expect(points).toEqual([...points].sort((a, b) => b - a));
    expect(verdict.evidence.map(({ path }) => formatPath(path))).toContain(
      "spec.template.spec.containers[0].image",
    );
    expect(verdict.evidence.map(({ text }) => text)).toContain(
      "serves models with vLLM (image vllm/vllm-openai)",
    );
  });

  it("has a confidence between the threshold and 1, and a runner-up with less", () => {
    expect(verdict.confidence).toBeGreaterThan(0.8);
    expect(verdict.confidence).toBeLessThan(1);
    expect(verdict.runnerUp.confidence).toBeLessThan(1 - verdict.confidence + 1e-9);
    expect(verdict.undecided).toBe(null);
  });

  it("grows with evidence and shrinks with what speaks against it", () => {
    const plain = recognize(workload("Job", { image: "acme/x", args: ["a"], gpus: 1 }));
    const more = recognize(workload("Job", { image: "acme/x", args: ["--epochs", "3"], gpus: 1 }));
    const less = recognize(workload("Job", { image: "acme/x-test", name: "test", args: ["a"], gpus: 1 }));
    expect(more.confidence).toBeGreaterThan(plain.confidence);
    expect(less.confidence).toBeLessThan(plain.confidence);
  });

  it("looks at the container that asks for the accelerator, not at its helpers", () => {
    const text = workload("Deployment", { image: "vllm/vllm-openai", gpus: 1, port: 8000 }).replace(
      '"containers":[',
      '"containers":[{"name":"cache","image":"redis:7"},',
    );
    expect(recognize(text).profile).toBe("continuous");
  });

  it("takes accelerators of any vendor and claims for accelerators", () => {
    const vendor = workload("Job", { image: "acme/x", args: ["a"], gpus: 1 }).replace(
      "nvidia.com/gpu",
      "habana.ai/gaudi",
    );
    expect(recognize(vendor).profile).toBe("training");
    const claim = workload("Job", { image: "acme/x", args: ["a"] }).replace(
      '"args":["a"]',
      '"args":["a"],"resources":{"claims":[{"name":"gpu"}]}',
    );
    expect(recognize(claim).profile).toBe("training");
  });
});

describe("what is not decided", () => {
  it("says what it looks like and which flag decides", () => {
    const { undecided } = recognize(workload("StatefulSet", { image: "bitnami/postgresql:16", port: 5432 }));
    expect(undecided).toEqual({
      reason: "looks like a relational database (image bitnami/postgresql)",
      advice:
        "Pass -p continuous, -p bursty or -p training with --select StatefulSet/thing, or set the annotation gpuify.dev/profile on it; the annotation gpuify.dev/skip leaves it out.",
    });
  });

  it("says what it may be, how sure that is, and what comes next", () => {
    const { undecided } = recognize(workload("Deployment", { image: "acme/thing", port: 80 }));
    expect(undecided?.reason).toBe(
      "may be bursty (61 %), because it opens a port for others, but that is not sure enough: none of the profiles has 37 %",
    );
    expect(undecided?.advice).toMatch(
      /^Pass -p continuous, -p bursty or -p training with --select Deployment\/thing, /,
    );
  });

  it("names the hypothesis that nearly won against none", () => {
    const { undecided } = recognize(
      workload("Deployment", { image: "acme/thing", port: 80 }, {}, { hostNetwork: true }),
    );
    expect(undecided?.reason).toMatch(
      /^fits no profile: it shares the node's own space \(hostNetwork\); bursty has \d\d %$/,
    );
  });

  it("does without evidence, containers and names", () => {
    const text = '{"apiVersion":"apps/v1","kind":"Deployment","spec":{"template":{"spec":{}}}}\n';
    const { undecided, profile } = recognize(text);
    expect(profile).toBe(null);
    expect(undecided?.reason).toBe("fits no profile: it has no container");
  });
});
