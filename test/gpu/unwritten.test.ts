import { expect, test } from "vitest";
import { catalogWith, loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { unwrittenLabel } from "../../src/gpu/labels/unwritten.ts";
import { vendorDomains } from "../../src/gpu/tables/domains.ts";
import { labelRows } from "../../src/gpu/tables/labels.ts";

const catalog = loadCatalog();

test("every label of the catalog is written, but for those that only a platform writes and that are resources", () => {
  const names = labelRows().flatMap((row) => ("name" in row ? [row.name] : []));
  expect(names.length).toBeGreaterThan(80);
  const found = names.filter((name) => unwrittenLabel(name, catalog) !== null);
  expect(found.sort()).toEqual(["amd.com/gpu", "nvidia.com/gpu"]);
  for (const name of found) expect(unwrittenLabel(name, catalog)?.writtenOn).toEqual(["oke"]);
});

test("the labels that are advised are labels of the catalog", () => {
  const advised = vendorDomains().flatMap(({ presence }) => presence ?? []);
  expect(advised.length).toBeGreaterThan(3);
  for (const key of advised) expect(catalog.label(key)?.gpuOnly, key).toBe(true);
});

test.each([
  ["nvidia.com/gpu", "nvidia.com/gpu.present"],
  ["nvidia.com/mig-1g.5gb", "nvidia.com/gpu.present"],
  ["habana.ai/gaudi", "intel.feature.node.kubernetes.io/gaudi"],
  ["gpu.intel.com/i915", "intel.feature.node.kubernetes.io/gpu"],
  ["nvidia.com/gpu.prodcut", "nvidia.com/gpu.product"],
  ["nvidia.com/gpu-product", "nvidia.com/gpu.product"],
  ["cloud.google.com/gke-accelerators", "cloud.google.com/gke-accelerator"],
  ["karpenter.k8s.aws/instance-gpu-names", "karpenter.k8s.aws/instance-gpu-name"],
])("nothing writes %s; %s is meant", (key, instead) => {
  expect(unwrittenLabel(key, catalog)?.instead).toBe(instead);
});

test.each([
  "nvidia.com/gpu.machine",
  "nvidia.com/gpu-driver-upgrade-state",
  "nvidia.com/device-plugin.config",
  "nvidia.com/mig-1g.5gb.count",
  "nvidia.com/node.os-version",
  "karpenter.k8s.aws/instance-cpu-manufacturer",
  "cloud.google.com/gke-nodepool",
  "example.com/gpu",
  "gpu",
])("nothing is said of %s", (key) => {
  expect(unwrittenLabel(key, catalog)).toBeNull();
});

test("a platform of the config writes its labels", async () => {
  const own = catalogWith({ dc: { extends: "generic", gpuLabels: { "nvidia.com/gpu": "true" } } });
  expect(unwrittenLabel("nvidia.com/gpu", own)).toBeNull();
  expect(unwrittenLabel("amd.com/gpu", own)).not.toBeNull();
});
