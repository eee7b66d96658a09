import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/types.ts";
import { changesOf, codesOf, run, textAfter } from "../pipeline/run.ts";
import { decide } from "./decide.ts";
import { job } from "./manifests.ts";

const GKE = "cloud.google.com/gke-accelerator";
const KARPENTER = "karpenter.k8s.aws/instance-gpu-name";

const selecting = (key: string, value: string) => job({ pod: `nodeSelector:\n  ${key}: ${value}` });

const requiring = (...values: readonly string[]) =>
  job({
    pod: `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
${values.map((value) => `      - matchExpressions: [{key: ${GKE}, operator: In, values: [${value}]}]`).join("\n")}`,
  });

const trained = (platform: string, more: object = {}): Config => ({
  platform,
  rules: [{ match: { kind: ["Job"] }, profile: "training", ...more }],
});

const warnings = (manifest: string, config: Config) =>
  run(manifest, { config }).diagnostics.filter(({ code }) => code === "model-not-translated");

describe("the platform at the top of a config", () => {
  it.each([
    ["a selector", selecting(GKE, "nvidia-l4")],
    ["required affinity", requiring("nvidia-l4")],
  ])("replaces %s of another platform's, with a warning about the model it has not", (_, manifest) => {
    const config = trained("aks");
    const outcome = run(manifest, { config });
    expect(textAfter(outcome)).not.toContain(GKE);
    expect(textAfter(outcome)).toContain("kubernetes.azure.com/accelerator");
    expect(warnings(manifest, config)).toMatchObject([
      { severity: "warning", message: expect.stringContaining(`${GKE}=nvidia-l4 is no longer asked for`) },
    ]);
    expect(codesOf(run(textAfter(outcome), { config }))).not.toContain("model-not-translated");
  });

  it.each([
    ["eks-karpenter", `${KARPENTER}: l4`],
    ["eks", "g6.xlarge"],
    ["generic", "nvidia.com/gpu.product: NVIDIA-L4"],
  ])("has the model asked for by a label of %s", (platform, label) => {
    expect.hasAssertions();
    for (const more of [{}, { gpu: { model: "l4" } }]) {
      const config = trained(platform, more);
      const text = textAfter(run(selecting(GKE, "nvidia-l4"), { config }));
      expect(text).toContain(label);
      expect(text).not.toContain(GKE);
      expect(changesOf(run(text, { config }))).toEqual([]);
    }
  });

  it("replaces the capacity label of another platform", () => {
    const manifest = selecting("cloud.google.com/gke-spot", '"true"');
    expect(textAfter(run(manifest, { config: trained("aks") }))).not.toContain("gke-spot");
  });

  it("does not beat what the manifest says on the platform itself", () => {
    const config = trained("gke", { gpu: { count: 1 } });
    const text = textAfter(run(selecting(GKE, "nvidia-tesla-t4"), { config }));
    expect(text).toContain("nvidia-tesla-t4");
    const defaults: Config = { ...trained("gke"), defaults: { gpu: { model: "l4" } } };
    expect(textAfter(run(selecting(GKE, "nvidia-tesla-t4"), { config: defaults }))).toContain(
      "nvidia-tesla-t4",
    );
  });
});

describe("a model that another platform's label selects", () => {
  const selector = (platform: string, manifest: string) =>
    decide(manifest, "continuous", { platform }).patched.spec.template.spec.nodeSelector;

  it("is asked for by the label of the platform that was named", () => {
    expect(selector("eks-karpenter", selecting(GKE, "nvidia-l4"))).toEqual({ [KARPENTER]: "l4" });
    expect(selector("generic", selecting(GKE, "nvidia-l4"))).toEqual({
      "nvidia.com/gpu.product": "NVIDIA-L4",
    });
    expect(selector("gke", selecting(KARPENTER, "l4"))).toEqual({ [GKE]: "nvidia-l4" });
  });

  it.each([
    ["stands for several", "gke", selecting(KARPENTER, "a100"), "Pass --gpu a100-40gb or --gpu a100-80gb."],
    ["is unknown", "eks", selecting(GKE, "nvidia-l9"), "Pass --gpu MODEL."],
    [
      "is one of several terms'",
      "eks",
      requiring("nvidia-l4", "nvidia-tesla-t4"),
      "Pass --gpu l4 or --gpu t4.",
    ],
  ])("is warned about where it %s", (_, platform, manifest, advice) => {
    const { decision } = decide(manifest, "continuous", { platform });
    expect(decision.diagnostics.filter(({ code }) => code === "model-not-translated")).toMatchObject([
      { severity: "warning", advice },
    ]);
  });

  it("goes without a word where another model was asked for", () => {
    const { codes } = decide(selecting(GKE, "nvidia-l9"), "continuous", { platform: "eks", gpu: "l4" });
    expect(codes).not.toContain("model-not-translated");
  });

  it("is no reason to leave the placement alone where the platform demands a model", () => {
    const manifest = job({
      pod: `nodeSelector:\n  ${KARPENTER}: a100`,
      container: "resources: {limits: {nvidia.com/gpu: 1}}",
    });
    expect(decide(manifest, "continuous", { platform: "gke-autopilot" }).codes).toEqual(["model-needed"]);
  });
});

describe("labels that name several models", () => {
  it("are told with the models that they may mean", () => {
    const condition = `{key: ${GKE}, operator: In, values: [nvidia-l4, nvidia-tesla-t4]}`;
    const manifest = job({
      pod: `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions: [${condition}]`,
    });
    expect(warnings(manifest, trained("eks-karpenter"))).toMatchObject([
      { message: expect.stringMatching(/it may be l4 or t4$/), advice: "Pass --gpu l4 or --gpu t4." },
    ]);
  });

  it("are not called unknown where each is known and no model is all of them", () => {
    const manifest = job({ pod: `nodeSelector:\n  ${GKE}: nvidia-l4\n  ${KARPENTER}: t4` });
    expect(warnings(manifest, trained("aks"))).toMatchObject([
      { message: expect.stringMatching(/no model is all of it$/) },
    ]);
  });
});

it("a model of the defaults that takes the place of another one is told", () => {
  const config = (model: string): Config => ({ ...trained("eks-karpenter"), defaults: { gpu: { model } } });
  const manifest = selecting(GKE, "nvidia-l4");
  expect(textAfter(run(manifest, { config: config("a10g") }))).toContain(`${KARPENTER}: a10g`);
  expect(warnings(manifest, config("a10g"))).toMatchObject([
    {
      severity: "warning",
      message: `the GPU model of ${GKE}=nvidia-l4 is no longer asked for: the defaults of gpuify.yaml say a10g`,
    },
  ]);
  expect(warnings(manifest, config("l4"))).toEqual([]);
  expect(warnings(manifest, trained("eks-karpenter", { gpu: { model: "a10g" } }))).toEqual([]);
});
