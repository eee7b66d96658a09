import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { deployment, gpus, job } from "./manifests.ts";

const SIZE = "cloud.google.com/gke-gpu-partition-size";
const pod = (outcome: ReturnType<typeof decide>) => outcome.patched.spec.template.spec;
const limits = (outcome: ReturnType<typeof decide>) => pod(outcome).containers[0].resources.limits;

describe("a MIG device", () => {
  it("is a resource of its own where the device plugin's mixed strategy is used", () => {
    const outcome = decide(deployment(), "continuous", { mig: "1g.10gb", gpu: "h100" });
    expect(limits(outcome)).toEqual({ "nvidia.com/mig-1g.10gb": 1 });
  });

  it("spells the profile's plus as a dot", () => {
    expect(limits(decide(deployment(), "continuous", { mig: "1g.10gb+me" }))).toEqual({
      "nvidia.com/mig-1g.10gb.me": 1,
    });
  });

  it("is a whole GPU with a label on GKE", () => {
    const outcome = decide(deployment(), "continuous", { mig: "1g.5gb", gpu: "a100-40gb", platform: "gke" });
    expect(limits(outcome)).toEqual({ "nvidia.com/gpu": 1 });
    expect(pod(outcome).nodeSelector).toEqual({
      "cloud.google.com/gke-accelerator": "nvidia-tesla-a100",
      [SIZE]: "1g.5gb",
    });
  });

  it("takes the place of whole GPUs, one for all, and says so", () => {
    const outcome = decide(deployment({ container: gpus(4) }), "continuous", { mig: "1g.10gb" });
    expect(limits(outcome)).toEqual({ "nvidia.com/mig-1g.10gb": 1 });
    expect(outcome.codes).toContain("whole-gpus-become-part");
  });

  it("takes the place of another size, as many as there were", () => {
    const manifest = deployment({ container: "resources:\n  limits:\n    nvidia.com/mig-1g.5gb: 2" });
    expect(limits(decide(manifest, "continuous", { mig: "2g.10gb" }))).toEqual({
      "nvidia.com/mig-2g.10gb": 2,
    });
  });

  it("keeps its number on GKE, where its resource is that of whole GPUs", () => {
    const manifest = deployment({
      pod: `nodeSelector:\n  ${SIZE}: 1g.5gb`,
      container: "resources:\n  limits:\n    nvidia.com/gpu: 3",
    });
    const outcome = decide(manifest, "continuous", { mig: "1g.5gb", gpu: "a100-40gb", platform: "gke" });
    expect(limits(outcome)).toEqual({ "nvidia.com/gpu": 3 });
  });

  it("counts against what one machine can be cut into", () => {
    const flags = { mig: "1g.10gb", gpu: "a100-80gb", platform: "aks" } as const;
    expect(decide(deployment(), "continuous", { ...flags, gpus: 56 }).codes).not.toContain(
      "count-not-on-platform",
    );
    expect(decide(deployment(), "continuous", { ...flags, gpus: 57 }).codes).toContain(
      "count-not-on-platform",
    );
  });

  it("is no place for ranks that talk to each other", () => {
    expect(decide(job(), "training", { mig: "1g.10gb", gpus: 2 }).codes).toContain("mig-devices-apart");
  });

  it("makes way for whole GPUs when a model is named alone", () => {
    const cut = decide(deployment(), "continuous", { mig: "1g.5gb", gpu: "a100-40gb", platform: "gke" });
    const outcome = decide(cut.text, "continuous", { gpu: "a100-40gb", platform: "gke" });
    expect(pod(outcome).nodeSelector).toEqual({ "cloud.google.com/gke-accelerator": "nvidia-tesla-a100" });
  });

  it.each([
    [{ mig: "1g.10g" }, "mig-unknown", /Did you mean "1g\.10gb"\?/],
    [{ mig: "1g.5gb", gpu: "h100" }, "mig-not-for-model", /Name one of these profiles, or take a100-40gb\./],
    [{ mig: "1g.10gb", gpu: "l4" }, "mig-not-for-model", /Leave --mig out, or take h100, /],
    [{ mig: "4g.40gb", gpu: "h100", platform: "gke" }, "mig-not-for-model", /Name one of these/],
    [{ mig: "1g.10gb", platform: "eks-auto-mode" }, "mig-not-on-platform", /whole GPUs/],
    [{ mig: "1g.10gb", platform: "eks-karpenter" }, "mig-not-on-platform", /another platform/],
    [{ mig: "1g.10gb", gpu: "mi300x" }, "mig-not-for-model", /a model of nvidia/],
  ])("is refused for %o as %s", (flags, code, advice) => {
    const { decision } = decide(deployment(), "continuous", flags);
    expect(decision.diagnostics[0]).toMatchObject({ code, severity: "error" });
    expect(decision.diagnostics[0]?.advice).toMatch(advice);
  });
});
