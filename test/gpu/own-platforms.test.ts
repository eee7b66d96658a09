import { describe, expect, it } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import type { OwnPlatforms } from "../../src/gpu/catalog/own-platforms.ts";
import type { PlacementQuestion } from "../../src/gpu/types.ts";

const own: OwnPlatforms = {
  "our-metal": {
    extends: "generic",
    models: { h100: { labels: { "acme.io/gpu": "hopper" }, counts: [4, 8] } },
    taints: [{ key: "acme.io/gpu", effect: "NoSchedule" }],
  },
  lab: {
    resources: { nvidia: "nvidia.com/gpu" },
    models: { "lab-card": { labels: { "lab/card": "x1" }, vendor: "nvidia", counts: [2] } },
    gpuLabels: { "lab/gpu": "yes" },
    spot: {
      labels: { "lab/spot": "true" },
      taints: [{ key: "lab/spot", value: "true", effect: "NoSchedule" }],
    },
  },
  "our-gke": { extends: "gke", taints: [{ key: "team", value: "ml", effect: "NoSchedule" }] },
  child: { extends: "our-metal" },
  arc: { extends: "generic-intel", resources: { intel: "gpu.intel.com/xe" } },
  "arc-child": { extends: "arc" },
  "intel-open": {
    models: {
      b580: { labels: { card: "b580" }, vendor: "intel" },
      "intel-flex-140": { labels: { card: "f" } },
    },
  },
  "intel-said": {
    extends: "generic-intel",
    models: { b60: { labels: { card: "b60" }, vendor: "intel", resource: "gpu.intel.com/xe" } },
  },
};
const catalog = loadCatalog({ own });

const ask = (platform: string, more: Partial<PlacementQuestion> = {}) =>
  catalog.placement({ platform, count: 1, uniform: false, spot: false, ...more });

function placed(platform: string, more: Partial<PlacementQuestion> = {}) {
  const result = ask(platform, more);
  if (!result.ok) throw new Error(result.problem.message);
  const { nodeSelector, affinity, tolerations } = result.placement;
  return {
    selects: Object.fromEntries(nodeSelector.map(({ value }) => [value.key, value.value])),
    affinity: affinity.map(({ value }) => value),
    tolerates: tolerations.map(({ value }) => value),
    sources: nodeSelector.flatMap(({ provenance }) => provenance.source),
  };
}

describe("a platform of the config", () => {
  it("selects a model by its own label, and says that the config is the source", () => {
    expect(placed("our-metal", { model: "h100" })).toMatchObject({
      selects: { "acme.io/gpu": "hopper" },
      affinity: [],
      sources: ["config"],
    });
  });

  it.each<[string, Partial<PlacementQuestion>, string | null]>([
    ["arc", { vendor: "intel" }, "gpu.intel.com/xe"],
    ["arc-child", { vendor: "intel" }, "gpu.intel.com/xe"],
    ["intel-open", { vendor: "intel" }, null],
    ["intel-open", { model: "b580" }, null],
    ["intel-open", { model: "b580", asksBy: "gpu.intel.com/xe" }, "gpu.intel.com/xe"],
    ["intel-open", { model: "intel-flex-140" }, "gpu.intel.com/i915"],
    ["intel-said", { model: "b60" }, "gpu.intel.com/xe"],
    ["intel-said", { vendor: "intel" }, null],
  ])("%s with %o has Intel's GPUs as %s", (platform, more, resource) => {
    const result = ask(platform, more);
    expect(result.ok ? result.placement.resource : result.problem.code).toBe(
      resource ?? "resource-depends-on-driver",
    );
  });

  it("tolerates its own taints beside those of the platform it extends", () => {
    expect(placed("our-metal").tolerates).toEqual([
      { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
      { key: "acme.io/gpu", operator: "Exists", effect: "NoSchedule" },
    ]);
    expect(placed("our-gke", { model: "l4" })).toMatchObject({
      selects: { "cloud.google.com/gke-accelerator": "nvidia-l4" },
      tolerates: [{ key: "team", operator: "Equal", value: "ml", effect: "NoSchedule" }],
    });
  });

  it("has the models of the platform that it extends, through several steps", () => {
    expect(placed("our-metal", { model: "l4" }).selects).toEqual({ "nvidia.com/gpu.product": "NVIDIA-L4" });
    expect(placed("child", { model: "h100" }).selects).toEqual({ "acme.io/gpu": "hopper" });
  });

  it("may have models that the catalog does not know", () => {
    expect(placed("lab", { model: "lab-card", count: 2 }).selects).toEqual({ "lab/card": "x1" });
    expect(ask("lab", { model: "lab-card", count: 4 })).toMatchObject({
      ok: false,
      problem: { code: "count-not-on-platform" },
    });
    expect(ask("lab", { model: "l4" })).toMatchObject({ problem: { code: "model-not-on-platform" } });
  });

  it("selects by its label for any GPU where no model is named, and asks for spot by its own label", () => {
    expect(placed("lab").selects).toEqual({ "lab/gpu": "yes" });
    const spot = placed("lab", { spot: true });
    expect(spot.selects).toEqual({ "lab/gpu": "yes", "lab/spot": "true" });
    expect(spot.tolerates).toContainEqual({
      key: "lab/spot",
      operator: "Equal",
      value: "true",
      effect: "NoSchedule",
    });
  });

  it("refuses a number of GPUs that no node of it has", () => {
    expect(ask("our-metal", { model: "h100", count: 9 })).toMatchObject({
      problem: { why: expect.stringContaining("have 4 or 8 GPUs") },
    });
    expect(ask("lab", { model: "lab-card", count: 3 })).toMatchObject({
      problem: { why: expect.stringContaining("have 2 GPUs") },
    });
  });

  it("is listed with the others when a name is wrong", () => {
    expect(catalog.platform("our-metl")).toMatchObject({
      problem: { advice: expect.stringMatching(/^Did you mean "our-metal"\?/) },
    });
  });

  it("makes its labels and taints known, so that bursty takes them away", () => {
    expect(catalog.label("acme.io/gpu")).toMatchObject({
      kind: "model",
      platforms: ["our-metal"],
      gpuOnly: true,
    });
    expect(catalog.isGpuLabelValue("lab/gpu", "yes")).toBe(true);
    expect(catalog.isGpuLabelValue("lab/gpu", "no")).toBe(false);
    expect(catalog.gpuTaint("acme.io/gpu", null)).toBe("nvidia");
    expect(catalog.label("cloud.google.com/gke-accelerator")?.kind).toBe("model");
  });

  it("keeps CPU pods off where it labels its GPU nodes and does not taint them", () => {
    const lab = catalog.keepOff("lab");
    expect(lab?.strength).toBe("preferred");
    expect(lab?.expressions.map(({ value }) => value)).toEqual([
      { key: "lab/gpu", operator: "NotIn", values: ["yes"] },
    ]);
    expect(catalog.keepOff("our-metal")).toBeNull();
    expect(catalog.keepOff("aks")?.expressions[0]?.value.key).toBe("kubernetes.azure.com/accelerator");
  });

  it("leaves the catalog of others as it is", async () => {
    expect(loadCatalog().platform("our-metal").ok).toBe(false);
  });
});
