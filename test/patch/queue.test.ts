import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { cronJob, daemonSet, deployment, gpus, job, pod, statefulSet } from "./manifests.ts";

const QUEUE = "kueue.x-k8s.io/queue-name";
const q = { queue: "gpu-queue" };

describe("the queue of Kueue", () => {
  it("is a label of the Job, and nothing is suspended", () => {
    const { patched } = decide(job(), "training", q);
    expect(patched.metadata.labels).toEqual({ [QUEUE]: "gpu-queue" });
    expect(patched.spec.suspend).toBeUndefined();
    expect(patched.spec.template.metadata.labels).toBeUndefined();
  });

  it("of a CronJob is a label of its Jobs", () => {
    const { patched } = decide(cronJob(), "training", q);
    expect(patched.spec.jobTemplate.metadata.labels).toEqual({ [QUEUE]: "gpu-queue" });
    expect(patched.metadata.labels).toBeUndefined();
  });

  it("is a label of a Deployment too, which is warned that its pods do not start together", () => {
    const { patched, codes } = decide(deployment(), "training", q);
    expect(patched.metadata.labels).toEqual({ [QUEUE]: "gpu-queue" });
    expect(codes).toContain("queue-without-gang");
  });

  it.each([
    ["StatefulSet", statefulSet()],
    ["Pod", pod()],
  ])("is a label of a %s", (_, text) => {
    const { patched, codes } = decide(text, "training", q);
    expect(patched.metadata.labels).toEqual({ [QUEUE]: "gpu-queue" });
    expect(codes).not.toContain("queue-without-gang");
  });

  it("is not for kinds that Kueue does not admit, and it is said", () => {
    const { patched, codes } = decide(daemonSet(), "training", q);
    expect(patched.metadata.labels).toBeUndefined();
    expect(codes).toContain("queue-not-for-kind");
  });

  it("that the manifest names gives way to the one asked for", () => {
    const { patched } = decide(job({ metadata: `name: web\nlabels: {${QUEUE}: old}` }), "training", q);
    expect(patched.metadata.labels[QUEUE]).toBe("gpu-queue");
  });

  it("that cannot be the value of a label is refused", () => {
    expect(decide(job(), "training", { queue: "my queue" }).codes).toEqual(["queue-invalid"]);
  });
});

describe("selectors under a queue", () => {
  const selectors = (flags: Parameters<typeof decide>[2], metadata = "name: web") => {
    const { patched, codes, decision } = decide(job({ metadata }), "training", flags);
    const { nodeSelector, affinity, tolerations } = patched.spec.template.spec;
    return { nodeSelector, affinity, tolerations, codes, notes: decision.notes };
  };

  it("are left to the flavor where nobody named a model, and that is a reason of --explain", () => {
    const without = selectors({ platform: "aks" });
    expect(without.nodeSelector).toEqual({ "kubernetes.azure.com/accelerator": "nvidia" });
    const { nodeSelector, affinity, notes } = selectors({ platform: "aks", ...q });
    expect(nodeSelector).toBeUndefined();
    expect(affinity).toBeUndefined();
    expect(notes).toMatchObject([
      { reason: "no selector is written", value: expect.stringContaining('from the queue "gpu-queue"') },
    ]);
  });

  it("are left to the flavor of a queue that the manifest names, too", () => {
    const own = selectors({ platform: "aks" }, `name: web\nlabels: {${QUEUE}: q}`);
    expect(own.nodeSelector).toBeUndefined();
  });

  it("for a model that was asked for stay, because they choose the flavor, and it is said", () => {
    const { nodeSelector, codes } = selectors({ platform: "gke", gpu: "l4", ...q });
    expect(nodeSelector).toMatchObject({ "cloud.google.com/gke-accelerator": "nvidia-l4" });
    expect(codes).toContain("queue-and-selector");
  });

  it("for spot stay", () => {
    const { nodeSelector } = selectors({ platform: "gke", spot: true, ...q });
    expect(nodeSelector).toEqual({ "cloud.google.com/gke-spot": "true" });
  });

  it("of the manifest stay, and what they ask of a flavor is said", () => {
    const pinned = job({ pod: "restartPolicy: Never\nnodeSelector: {nvidia.com/gpu.product: NVIDIA-L4}" });
    const { patched, codes } = decide(pinned, "training", q);
    expect(patched.spec.template.spec.nodeSelector).toEqual({ "nvidia.com/gpu.product": "NVIDIA-L4" });
    expect(codes).toContain("queue-and-selector");
  });

  it("of another platform go, and what is said of a flavor is about what stays", () => {
    const other = job({
      pod: "restartPolicy: Never\nnodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}",
    });
    const { decision } = decide(other, "training", { ...q, gpu: "a100-80gb", platform: "eks-karpenter" });
    const note = decision.diagnostics.find(({ code }) => code === "queue-and-selector");
    expect(note?.message).toContain("karpenter.k8s.aws/instance-gpu-name = a100");
    expect(note?.message).not.toContain("cloud.google.com");
  });

  it("come without tolerations being taken away: those only permit", () => {
    expect(selectors({ platform: "aks", ...q }).tolerations).toEqual(
      selectors({ platform: "aks" }).tolerations,
    );
  });

  it("of the shape of a TPU slice stay: no flavor knows it", () => {
    const tpu = { platform: "gke", gpu: "tpu-v5e", gpus: 4, topology: "2x2" };
    expect(selectors({ ...tpu, ...q }).nodeSelector).toEqual(selectors(tpu).nodeSelector);
  });
});

describe("retries by index", () => {
  const spec = (text: string, flags = {}) =>
    decide(job({ spec: text, container: gpus(1) }), "training", flags).patched.spec;
  const shares = "completionMode: Indexed\ncompletions: 100\nparallelism: 8";

  it("are for an Indexed Job whose indexes do not all run at once: they are no ranks", () => {
    expect(spec(shares)).toMatchObject({ backoffLimitPerIndex: 3 });
    expect(spec(shares).backoffLimit).toBeUndefined();
  });

  it("are not for ranks, which all run at once", () => {
    const ranks = spec("completionMode: Indexed\ncompletions: 8\nparallelism: 8");
    expect(ranks).toMatchObject({ backoffLimit: 24 });
    expect(ranks.backoffLimitPerIndex).toBeUndefined();
  });

  it("are not for a Job that is not Indexed, nor beside a backoffLimit, nor for an old cluster", () => {
    expect(spec("completions: 100\nparallelism: 8").backoffLimitPerIndex).toBeUndefined();
    expect(spec(`${shares}\nbackoffLimit: 5`).backoffLimitPerIndex).toBeUndefined();
    expect(spec(shares, { kubernetesMinor: 28 }).backoffLimitPerIndex).toBeUndefined();
  });
});
