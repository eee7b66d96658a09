import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../../src/gpu/catalog/catalog.ts";
import { EXIT, Failure } from "../../../src/kernel/failure.ts";
import { sortNodes } from "../../../src/pipeline/init/gpu-nodes.ts";
import { modelLabelOf } from "../../../src/pipeline/init/node-models.ts";
import { proposePlatform } from "../../../src/pipeline/init/propose-platform.ts";
import { readNodes } from "../../../src/pipeline/init/read-nodes.ts";

const catalog = await loadCatalog({ models: true });

interface Made {
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly amounts?: Readonly<Record<string, string>>;
}

function kindsOf(...nodes: readonly Made[]) {
  const items = nodes.map(({ labels = {}, taints = [], amounts = { "nvidia.com/gpu": "8" } }, index) => ({
    kind: "Node",
    metadata: { name: `n${index}`, labels },
    spec: { taints },
    status: { allocatable: amounts },
  }));
  return sortNodes(readNodes(JSON.stringify({ kind: "List", items })), catalog);
}

function modelOf(labels: Readonly<Record<string, string>>, amounts?: Made["amounts"]) {
  const [gpu] = kindsOf({ labels, ...(amounts !== undefined && { amounts }) }).gpu;
  if (gpu === undefined) throw new Error("it is no GPU node");
  return modelLabelOf(gpu, catalog);
}

describe("the answer of kubectl", () => {
  test.each([
    ["", "it is not JSON"],
    ["No resources found", "it is not JSON"],
    ["[]", "it is not JSON"],
    ['{"kind":"Status","message":"x"}', 'its kind is "Status"'],
    ['{"items":[{"kind":"Pod"}]}', "the node null has no amounts that can be read"],
    [
      '{"items":[{"metadata":{"name":"a"},"status":{"allocatable":{"cpu":"many"}}}]}',
      'the node "a" has no amounts that can be read',
    ],
  ])("%j is no list of nodes", (text, reason) => {
    try {
      readNodes(text);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      expect(error.exitCode).toBe(EXIT.cluster);
      expect(error.message).toBe(`kubectl did not answer with a list of nodes: ${reason}`);
    }
  });

  test("may have no node at all, and be a single node", () => {
    expect(readNodes('{"kind":"List","items":[]}')).toEqual([]);
    expect(readNodes('{"kind":"Node","metadata":{"name":"a"}}').map(({ name }) => name)).toEqual(["a"]);
  });
});

describe("GPU nodes", () => {
  test("are those with something to allocate: zero and a network card are nothing", () => {
    const { gpu, cpu, unknownResources } = kindsOf(
      { amounts: { "nvidia.com/gpu": "0" } },
      { amounts: { "vpc.amazonaws.com/efa": "4" } },
      { amounts: { "nvidia.com/mig-1g.10gb": "7" } },
      { amounts: { "acme.io/npu": "2" } },
      { amounts: { "amd.com/gpu": "8" } },
    );
    expect(gpu.map(({ node, gpus }) => [node.name, gpus])).toEqual([
      ["n2", null],
      ["n4", 8],
    ]);
    expect(cpu.map(({ name }) => name)).toEqual(["n0", "n1", "n3"]);
    expect(unknownResources).toEqual(["acme.io/npu"]);
  });

  test.each([
    [{ "nvidia.com/gpu.product": "NVIDIA-H100-NVL" }, "h100-nvl"],
    [{ "acme.io/gpu": "H100" }, "h100"],
    [{ "acme.io/gpu": "a100-sxm4-80gb" }, "a100-80gb"],
    [{ "acme.io/gpu": "a100", "nvidia.com/gpu.memory": "40960" }, "a100-40gb"],
    [{ "gpu-type": "rtx_6000_ada" }, "rtx-6000-ada"],
    [{ pool: "l40s-inference", zone: "a" }, "l40s"],
    [{ "node.kubernetes.io/instance-type": "metal-b200-8" }, "b200"],
  ])("with %j have the model %s", (labels, model) => {
    expect(modelOf(labels)).toMatchObject({ model, name: model });
  });

  test.each([
    [{ "acme.io/gpu": "a100" }, "a100"],
    [{ "acme.io/gpu": "Hopper.Next" }, "hopper.next"],
  ])("with %j have a model that somebody has to name", (labels, name) => {
    expect(modelOf(labels)).toMatchObject({ model: null, name });
  });

  test.each([
    [{}],
    [{ "acme.io/gpu": "true", "gpu-count": "8" }],
    [{ "kubernetes.io/hostname": "h100-rack-1", "topology.kubernetes.io/zone": "a" }],
    [{ "node-role.ngc.nvidia.com/role": "user-workload", "acme.io/network-card": "cx7" }],
    [{ team: "vision", "nvidia.com/gpu.present": "true", "nvidia.com/cuda.driver.major": "570" }],
  ])("with %j tell no model", (labels) => {
    expect(modelOf(labels)).toBe(null);
  });
});

describe("a platform of one's own", () => {
  const PRODUCT = { "nvidia.com/gpu.product": "NVIDIA-L4" };

  test("is not proposed where the catalog's says it all", () => {
    expect(proposePlatform(kindsOf({ labels: PRODUCT }), "generic", catalog).own).toBe(null);
    expect(proposePlatform(kindsOf(), "generic", catalog)).toEqual({ own: null, kept: [], untold: 0 });
  });

  test("tolerates what all GPU nodes have, and what is about GPUs; the rest is somebody's own", () => {
    const own = { key: "team", value: "vision", effect: "NoSchedule" };
    const all = { key: "dedicated", value: "ml", effect: "NoSchedule" };
    const gpu = { key: "acme.io/gpu", effect: "NoExecute" };
    const soft = { key: "soft", effect: "PreferNoSchedule" };
    const passing = { key: "node.kubernetes.io/not-ready", effect: "NoExecute" };
    const known = { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" };
    const kinds = kindsOf(
      { labels: PRODUCT, taints: [own, all, gpu, soft, passing, known] },
      { labels: PRODUCT, taints: [all] },
      { taints: [own], amounts: { cpu: "4" } },
    );
    const { own: proposal, kept } = proposePlatform(kinds, "generic", catalog);
    expect(proposal?.taints.map(({ taint, nodes }) => [taint.key, taint.value, nodes])).toEqual([
      ["acme.io/gpu", undefined, 1],
      ["dedicated", "ml", 2],
    ]);
    expect(kept.map(({ taint }) => taint.key)).toEqual(["team"]);
  });

  test("has a label for all GPU nodes only where no CPU node has it", () => {
    const taints = [{ key: "acme.io/gpu", effect: "NoSchedule" }];
    const labels = { ...PRODUCT, "acme.io/accelerated": "true", pool: "main" };
    const alone = proposePlatform(
      kindsOf({ labels, taints }, { labels: { pool: "main" }, amounts: {} }),
      "generic",
      catalog,
    );
    expect(alone.own?.gpuLabel).toEqual(["acme.io/accelerated", "true"]);
    const shared = proposePlatform(kindsOf({ labels, taints }, { labels, amounts: {} }), "generic", catalog);
    expect(shared.own?.gpuLabel).toBe(null);
  });

  test("adds a taint of spot nodes to the platform's own way of asking for them", () => {
    const labels = {
      "eks.amazonaws.com/capacityType": "SPOT",
      "node.kubernetes.io/instance-type": "g6.xlarge",
    };
    const kinds = kindsOf({ labels, taints: [{ key: "acme.io/spot", value: "true", effect: "NoSchedule" }] });
    expect(proposePlatform(kinds, "eks", catalog).own?.spot).toEqual({
      label: ["eks.amazonaws.com/capacityType", "SPOT"],
      taints: [{ key: "acme.io/spot", value: "true", effect: "NoSchedule" }],
      nodes: 1,
    });
  });

  test.each([
    [{ "acme.io/spot": "true" }, ["acme.io/spot", "true"]],
    [{ lifecycle: "Spot" }, ["lifecycle", "Spot"]],
    [{ "nebius.com/preemptible": "true" }, ["nebius.com/preemptible", "true"]],
    [{ preempt_upon_cordon: "true", "acme.io/spot": "false", hotspot: "true" }, undefined],
  ])("knows spot nodes by %j as %j", (labels, expected) => {
    const kinds = kindsOf({ labels: { ...PRODUCT, ...labels } });
    expect(proposePlatform(kinds, "generic", catalog).own?.spot?.label).toEqual(expected);
  });

  test("keeps a name for the label that had it first, and for the catalog's", () => {
    const kinds = kindsOf(
      { labels: PRODUCT },
      { labels: { "acme.io/gpu": "l4" } },
      { labels: { "acme.io/gpu": "L4" } },
    );
    const models = proposePlatform(kinds, "generic", catalog).own?.models ?? [];
    expect(models.map(({ name, isKnown }) => [name, isKnown])).toEqual([
      ["l4-2", false],
      ["l4-3", false],
    ]);
  });
});
