import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../../src/gpu/catalog/catalog.ts";
import { guessPlatforms, type PlatformEvidence } from "../../../src/pipeline/init/guess-platform.ts";
import { COMPONENTS, platformsOfKey, platformsOfVersion } from "../../../src/pipeline/init/platform-marks.ts";

const catalog = loadCatalog();

function evidence(...platforms: readonly (readonly string[])[]): readonly PlatformEvidence[] {
  return platforms.map((one, index) => ({ platforms: one, text: `piece ${index}` }));
}

function names(pieces: readonly PlatformEvidence[]): readonly (string | undefined)[] {
  const { best, others } = guessPlatforms(pieces);
  return [best?.platform, ...others.map(({ platform }) => platform)];
}

describe("keys", () => {
  test.each([
    ["cloud.google.com/gke-accelerator", ["nvidia-l4"], ["gke", "gke-autopilot"]],
    ["cloud.google.com/gke-nodepool", ["a"], ["gke", "gke-autopilot"]],
    ["autopilot.gke.io/resource-adjustment", [], ["gke-autopilot"]],
    ["eks.amazonaws.com/nodegroup", ["a"], ["eks"]],
    ["eks.amazonaws.com/compute-type", ["auto"], ["eks-auto-mode"]],
    ["eks.amazonaws.com/compute-type", ["fargate"], ["eks", "eks-karpenter", "eks-auto-mode"]],
    ["eks.amazonaws.com/instance-gpu-name", ["l4"], ["eks-auto-mode"]],
    ["karpenter.k8s.aws/instance-family", ["p5"], ["eks-karpenter"]],
    ["karpenter.k8s.aws/instance-family", ["m7i"], ["eks-karpenter"]],
    ["karpenter.sh/capacity-type", ["spot"], ["eks-karpenter", "eks-auto-mode", "aks-nap"]],
    ["kubernetes.azure.com/scalesetpriority", ["spot"], ["aks"]],
    ["kubernetes.azure.com/agentpool", ["gpu"], ["aks", "aks-nap"]],
    ["node.kubernetes.io/instance-type", ["p5.48xlarge"], ["eks", "eks-karpenter", "eks-auto-mode"]],
    ["node.kubernetes.io/instance-type", ["Standard_D4s_v5"], ["aks", "aks-nap"]],
    ["beta.kubernetes.io/instance-type", ["a3-highgpu-8g"], ["gke", "gke-autopilot"]],
    ["node.kubernetes.io/instance-type", ["BM.GPU.H100.8"], ["oke"]],
    ["node.kubernetes.io/instance-type", ["k3s"], ["k3s"]],
    ["doks.digitalocean.com/gpu-model", ["h100"], ["doks"]],
  ])("%s %j speaks for %j", (key, values, expected) => {
    expect(platformsOfKey(key, values, catalog)).toEqual(expected);
  });

  test.each([
    ["nvidia.com/gpu", [], "taints and tolerations are called like the resource everywhere"],
    ["amd.com/gpu", ["true"], "the same"],
    ["accelerator", ["nvidia"], "a key without a domain is anybody's"],
    ["sku", ["gpu"], "the same"],
    ["node.kubernetes.io/instance-type", ["gpu-box-3"], "no provider's name of a machine"],
    ["kubernetes.io/arch", ["arm64"], "every node has it"],
    ["acme.io/gpu", ["h100"], "somebody's own"],
  ])("%s %j speaks for no platform: %s", (key, values) => {
    expect(platformsOfKey(key, values, catalog)).toEqual([]);
  });

  test("of a vendor's components tell that there are such components, and no platform", () => {
    expect(platformsOfKey("nvidia.com/gpu.product", ["NVIDIA-L4"], catalog)).toBe(COMPONENTS);
    expect(platformsOfKey("amd.com/gpu.device-id", ["74a1"], catalog)).toBe(COMPONENTS);
  });

  test("versions of kubelets tell who built them", () => {
    expect(platformsOfVersion("v1.32.4-gke.1415000")).toContain("gke");
    expect(platformsOfVersion("v1.33.4-eks-99d6cc0")).toContain("eks");
    expect(platformsOfVersion("v1.31.9+k3s1")).toEqual(["k3s"]);
    expect(platformsOfVersion("v1.33.4")).toEqual([]);
  });
});

describe("the platform", () => {
  test("is the one that explains most; others explain the rest", () => {
    expect(names(evidence(["eks"], ["gke"], ["gke"]))).toEqual(["gke", "eks"]);
  });

  test("is the plain one where several share everything, and the special one where something is its own", () => {
    const aws = ["eks", "eks-karpenter", "eks-auto-mode"];
    expect(names(evidence(aws, aws))).toEqual(["eks"]);
    expect(names(evidence(aws, aws, ["eks-karpenter"]))).toEqual(["eks-karpenter"]);
    expect(names(evidence(["gke", "gke-autopilot"], ["gke-autopilot"]))).toEqual(["gke-autopilot"]);
  });

  test("does not hang on the order of what was found", () => {
    const pieces = evidence(
      ["aks"],
      ["eks"],
      ["eks", "eks-karpenter"],
      ["eks-karpenter"],
      ["aks", "aks-nap"],
      ["k3s"],
    );
    expect(names([...pieces].reverse())).toEqual(names(pieces));
  });

  test("is generic only where nothing else is known", () => {
    expect(names(evidence(COMPONENTS, COMPONENTS))).toEqual(["generic"]);
    expect(names(evidence(COMPONENTS, COMPONENTS, ["aks"]))).toEqual(["aks"]);
    expect(names([])).toEqual([undefined]);
  });
});
