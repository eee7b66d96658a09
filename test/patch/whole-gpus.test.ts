import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { gpus, pod } from "./manifests.ts";

const SHARING = "cloud.google.com/gke-gpu-sharing-strategy";

const withGpu = (spec: string, resource = "nvidia.com/gpu") =>
  pod({ pod: spec, container: gpus(1, resource) });

/** Keys that the result keeps pods off, by the required affinity. */
function avoided(manifest: string, flags: Parameters<typeof decide>[2]): readonly string[] {
  const { affinity } = decide(manifest, "continuous", flags).patched.spec;
  const text = JSON.stringify(affinity ?? {});
  return [...text.matchAll(/"key":"([^"]+)","operator":"(?:NotIn|DoesNotExist)"/g)].map(
    ([, key = ""]) => key,
  );
}

describe("a pod that asks for whole GPUs", () => {
  it("keeps off parts where another platform's share label goes", () => {
    const shared = withGpu(`nodeSelector: {${SHARING}: time-sharing}`);
    expect(avoided(shared, { platform: "aks" })).toEqual(["node.kubernetes.io/instance-type"]);
    expect(avoided(shared, { platform: "k3s" })).toContain("nvidia.com/mig.strategy");
    expect(avoided(shared, { platform: "gke" })).toEqual([]);
  });

  it("keeps off parts where a share of another vendor is selected", () => {
    const other = withGpu("nodeSelector: {nvidia.com/gpu.sharing-strategy: mps}", "amd.com/gpu");
    expect(avoided(other, { platform: "aks" })).toEqual(["node.kubernetes.io/instance-type"]);
  });

  it.each([
    ["aks", "nodeSelector: {node.kubernetes.io/instance-type: Standard_NV6ads_A10_v5}"],
    ["aks-nap", "nodeSelector: {karpenter.azure.com/sku-name: Standard_NV12ads_A10_v5}"],
    ["k3s", "nodeSelector: {nvidia.com/gpu.product: Tesla-T4-SHARED}"],
    ["openshift", "nodeSelector: {nvidia.com/gpu.product: NVIDIA-A100-SXM4-40GB-MIG-1g.5gb}"],
  ])("is not kept off the parts that it selects itself: on %s %s", (platform, spec) => {
    expect(avoided(withGpu(spec), { platform })).toEqual([]);
  });

  it("is not kept off the only nodes that the input declares for it", () => {
    const node = `---\napiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n  labels: {pool: shared, ${SHARING}: time-sharing}\n`;
    const selecting = withGpu("nodeSelector: {pool: shared}");
    expect(avoided(selecting + node, { platform: "gke" })).toEqual([]);
    expect(avoided(selecting, { platform: "gke" })).toContain(SHARING);
  });

  it("is let in again where its author asks for shares afterwards", () => {
    const whole = decide(withGpu("nodeSelector: {disk: ssd}"), "continuous", { platform: "gke" }).text;
    expect(whole).toContain(SHARING);
    const shared = whole.replace(/^( *)disk: ssd$/m, `$1disk: ssd\n$1${SHARING}: time-sharing`);
    expect(shared).not.toBe(whole);
    expect(avoided(shared, { platform: "gke" })).toEqual([]);
  });
});
