import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../../src/gpu/catalog/catalog.ts";
import { EXIT, Failure } from "../../../src/kernel/failure.ts";
import { sortNodes } from "../../../src/pipeline/init/gpu-nodes.ts";
import { modelLabelOf } from "../../../src/pipeline/init/node-models.ts";
import { proposePlatform } from "../../../src/pipeline/init/propose-platform.ts";
import { readNodes } from "../../../src/pipeline/init/read-nodes.ts";

const catalog = loadCatalog();

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
    [{}, 8],
    [{ "nvidia.com/gpu.sharing-strategy": "none", "nvidia.com/gpu.replicas": "1" }, 8],
    [{ "nvidia.com/mig.strategy": "single", "nvidia.com/gpu.product": "NVIDIA-A100-SXM4-80GB" }, 8],
    [{ "nvidia.com/mig.strategy": "mixed", "nvidia.com/gpu.replicas": "0" }, 8],
    [{ "cloud.google.com/gke-gpu-sharing-strategy": "time-sharing" }, null],
    [{ "cloud.google.com/gke-gpu-sharing-strategy": "mps" }, null],
    [{ "cloud.google.com/gke-gpu-partition-size": "1g.5gb" }, null],
    [{ "nvidia.com/gpu.product": "NVIDIA-L4-SHARED" }, null],
    [{ "nvidia.com/gpu.product": "NVIDIA-A100-SXM4-40GB-MIG-1g.5gb" }, null],
    [{ "nvidia.com/gpu.sharing-strategy": "time-slicing" }, null],
    [{ "nvidia.com/gpu.sharing-strategy": "mps" }, null],
    [{ "nvidia.com/gpu.replicas": "10" }, null],
  ])("with %j have %j whole ones", (labels, gpus) => {
    expect(kindsOf({ labels }).gpu.map((one) => one.gpus)).toEqual([gpus]);
  });

  test.each([
    [{}, 8],
    [{ "amd.com/gpu.compute-memory-partition": "spx_nps1" }, 8],
    [{ "amd.com/gpu.compute-memory-partition": "cpx_nps4" }, null],
    [{ "amd.com/compute-memory-partition": "dpx_nps1" }, null],
    [{ "nvidia.com/gpu.replicas": "4" }, 8],
  ])("of AMD with %j have %j whole ones", (labels, gpus) => {
    const kinds = kindsOf({ labels, amounts: { "amd.com/gpu": "8" } });
    expect(kinds.gpu.map((one) => one.gpus)).toEqual([gpus]);
  });

  test("are known by the name of a label that stays, where they have both", () => {
    const both = {
      "beta.kubernetes.io/instance-type": "metal-b200-8",
      "node.kubernetes.io/instance-type": "metal-b200-8",
    };
    expect(modelOf(both)?.key).toBe("node.kubernetes.io/instance-type");
    expect(modelOf({ "beta.kubernetes.io/instance-type": "metal-b200-8" })?.key).toBe(
      "beta.kubernetes.io/instance-type",
    );
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

  test("tolerates what all GPU nodes have; the rest is somebody's own", () => {
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
    expect(proposal?.taints.map(({ taint, on }) => [taint.key, taint.value, on.size])).toEqual([
      ["dedicated", "ml", 2],
    ]);
    expect(kept.map(({ taint, on }) => [taint.key, on.size])).toEqual([
      ["acme.io/gpu", 1],
      ["team", 1],
    ]);
  });

  test("tolerates a taint of some GPU nodes only where the catalog knows it as one against CPU pods", () => {
    const key = (name: string) => ({ key: name, effect: "NoSchedule" });
    const some = ["amd.com/gpu", "acme.io/gpu", "amd-dcm", "amd-gpu-unhealthy"].map(key);
    const kinds = kindsOf({ labels: PRODUCT, taints: some }, { labels: PRODUCT });
    const { own, kept } = proposePlatform(kinds, "generic", catalog);
    expect(own?.taints.map(({ taint }) => taint.key)).toEqual(["amd.com/gpu"]);
    expect(kept.map(({ taint }) => taint.key)).toEqual(["acme.io/gpu"]);
  });

  test("says which model the nodes of a kept taint have, where they are all of its nodes", () => {
    const own = { key: "acme.io/gpu-team", effect: "NoSchedule" };
    const hopper = { labels: { "nvidia.com/gpu.product": "NVIDIA-H100-80GB-HBM3" } };
    const modelOfKept = (...nodes: readonly Made[]) =>
      proposePlatform(kindsOf(...nodes), "generic", catalog).kept.map(({ model }) => model);
    expect(modelOfKept({ ...hopper, taints: [own] }, { labels: PRODUCT })).toEqual(["h100"]);
    expect(modelOfKept({ ...hopper, taints: [own] }, hopper, { labels: PRODUCT })).toEqual([null]);
  });

  test("tolerates a taint of spot nodes only where all of them have it", () => {
    const labels = { ...PRODUCT, "acme.io/capacity": "spot" };
    const all = { key: "acme.io/spot", effect: "NoSchedule" };
    const some = { key: "acme.io/spot-team", effect: "NoSchedule" };
    const kinds = kindsOf({ labels, taints: [all, some] }, { labels, taints: [all] }, { labels: PRODUCT });
    const { own, kept } = proposePlatform(kinds, "generic", catalog);
    expect(own?.spot?.taints.map(({ key }) => key)).toEqual(["acme.io/spot"]);
    expect(kept.map(({ taint, on }) => [taint.key, on.size])).toEqual([["acme.io/spot-team", 1]]);
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
