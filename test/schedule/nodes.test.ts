import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Facts, readFacts } from "./facts.ts";
import { NOT_AUTO_PROVISIONED } from "./facts-beyond.ts";
import type { SyntheticNode } from "./node.ts";
import { nodesOf } from "./nodes.ts";

const KEY = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;

describe("the modules that build nodes", () => {
  const modules = readdirSync(import.meta.dirname).filter((name) => /^(?:facts|node).*\.ts$/.test(name));
  const builders = modules.filter((name) => !name.endsWith(".test.ts"));

  it.each(builders)("ask nothing of the catalog or the patcher in %s", (name) => {
    const text = readFileSync(join(import.meta.dirname, name), "utf8");
    const imported = [...text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map(([, path = ""]) => path);
    const allowed = [
      "node:fs",
      "yaml",
      "../data/platform-notes.ts",
      ...builders.map((builder) => `./${builder}`),
    ];
    const foreign = imported.filter((path) => !allowed.includes(path) && !path.startsWith("../../src/k8s/"));
    expect(foreign).toEqual([]);
  });

  it("are several", () => {
    expect(builders.length).toBeGreaterThan(5);
  });
});

describe("the nodes of the notes", () => {
  const facts = readFacts();
  const platforms = Object.keys(facts.platforms);
  const nodes = new Map(platforms.map((platform) => [platform, nodesOf(facts, platform)]));
  const on = (platform: string) => nodes.get(platform) ?? [];

  it("stand on every platform, CPU nodes among them, each once", () => {
    expect(platforms.length).toBeGreaterThan(15);
    for (const [platform, there] of nodes) {
      expect(there.filter(({ kind }) => kind === "cpu").length, platform).toBeGreaterThan(0);
      expect(there.filter(({ kind }) => kind !== "cpu").length, platform).toBeGreaterThan(0);
      const kinds = there.map(({ node, model, devices }) =>
        JSON.stringify([model, devices, [...node.labels], node.taints, [...node.allocatable.keys()]]),
      );
      expect(kinds.length - new Set(kinds).size, `twins on ${platform}`).toBe(0);
    }
    expect([...nodes.values()].flat().length).toBeGreaterThan(5000);
  });

  it("have labels that the API server accepts", () => {
    expect.hasAssertions();
    for (const there of nodes.values())
      for (const { node } of there)
        for (const [key, value] of node.labels) {
          expect(key, node.name).toMatch(KEY);
          expect(value, `${key} of ${node.name}`).toMatch(VALUE);
        }
  });

  it.each([
    ["gke", (all: Facts) => values(all, ({ gke }) => gke)],
    ["gke", (all: Facts) => all.platforms.gke?.tpu?.all_type_values ?? []],
    ["gke-autopilot", (all: Facts) => all.platforms["gke-autopilot"]?.supported_models ?? []],
    ["gke", (all: Facts) => machines(all, "gke")],
    ["eks", (all: Facts) => machines(all, "eks-karpenter")],
    ["eks", (all: Facts) => values(all, ({ eks_instances: types }) => types)],
    ["eks-karpenter", (all: Facts) => machines(all, "eks-karpenter")],
    ["aks", (all: Facts) => machines(all, "aks")],
    ["aks-nap", (all: Facts) => machines(all, "aks").filter((name) => !NOT_AUTO_PROVISIONED.includes(name))],
    ["coreweave", (all: Facts) => machines(all, "coreweave")],
    ["oke", (all: Facts) => machines(all, "oke")],
    ["doks", (all: Facts) => values(all, ({ doks_model: model }) => (model ? [model] : []))],
    ["generic-nvidia", (all: Facts) => values(all, ({ gfd_product: products }) => products)],
    ["openshift", (all: Facts) => values(all, ({ gfd_product: products }) => products)],
    ["generic-amd", (all: Facts) => values(all, (model) => model.device_ids)],
    ["generic-amd", (all: Facts) => values(all, (model) => model.vf_device_ids)],
    ["generic-amd", (all: Facts) => values(all, (model) => model.product_names)],
    ["generic-intel", (all: Facts) => values(all, ({ label }) => Object.values(label ?? {}))],
  ])("on %s carry every value that the notes have for it", (platform, wanted) => {
    const carried = new Set(on(platform).flatMap(({ node }) => [...node.labels.values()]));
    const all = wanted(facts);
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((value) => !carried.has(value))).toEqual([]);
  });

  it("are of the models that a reader of the notes would say", () => {
    const model = (platform: string, value: string) => [
      ...new Set(
        on(platform)
          .filter(({ node, kind }) => kind === "whole" && [...node.labels.values()].includes(value))
          .map((one) => `${one.model} × ${one.devices}`),
      ),
    ];
    expect(model("eks-karpenter", "p4de.24xlarge")).toEqual(["a100-80gb × 8"]);
    expect(model("eks-karpenter", "p3dn.24xlarge")).toEqual(["v100-32gb × 8"]);
    expect(model("eks", "p6e-gb200.36xlarge")).toEqual(["gb200 × 4"]);
    expect(model("eks-karpenter", "p6e-gb200.36xlarge")).toEqual([]);
    expect(model("eks", "trn1n.32xlarge")).toEqual(["trainium1 × 16"]);
    expect(model("eks", "inf1.6xlarge")).toEqual(["inferentia1 × 4"]);
    expect(model("eks", "dl1.24xlarge")).toEqual(["gaudi1 × 8"]);
    expect(model("aks", "Standard_ND96asr_v4")).toEqual(["a100-40gb × 8"]);
    expect(model("aks-nap", "H100")).toEqual(["h100-nvl × 1", "h100-nvl × 2", "h100 × 8"]);
    expect(model("oke", "BM.GPU.MI355X-v1.8")).toEqual(["mi355x × 8"]);
    expect(model("coreweave", "gd-8xa100-i128")).toEqual(["other a100 × 8"]);
    expect(model("generic-amd", "740c").filter((one) => one.endsWith("× 1"))).toEqual([
      "mi250 × 1",
      "mi250x × 1",
    ]);
    expect(model("lke", "NVIDIA-H100-NVL")).toEqual([]);
  });

  it("know a TPU host alone and in a slice of the same topology", () => {
    const v5e = on("gke").filter(
      ({ node }) =>
        node.labels.get("cloud.google.com/gke-tpu-accelerator") === "tpu-v5-lite-podslice" &&
        node.labels.get("cloud.google.com/gke-tpu-topology") === "2x4",
    );
    expect([...new Set(v5e.map(machineAndChips))].sort()).toEqual([
      "ct5lp-hightpu-4t 4",
      "ct5lp-hightpu-8t 8",
    ]);
  });
});

function machineAndChips({ node, devices }: SyntheticNode): string {
  return `${node.labels.get("node.kubernetes.io/instance-type")} ${devices}`;
}

function machines(facts: Facts, platform: string): readonly string[] {
  return Object.keys(facts.platforms[platform]?.instances ?? {});
}

function values(
  facts: Facts,
  of: (model: Facts["models"][string]) => readonly string[] | undefined,
): readonly string[] {
  return Object.values(facts.models).flatMap((model) => of(model) ?? []);
}
