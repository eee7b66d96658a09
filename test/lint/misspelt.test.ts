import { expect, test } from "vitest";
import { loadWholeCatalog } from "../../src/gpu/catalog/whole-catalog.ts";
import type { LintContext } from "../../src/lint/context.ts";
import { misspelt } from "../../src/lint/resources/misspelt.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";

const context: LintContext = {
  ...loadWholeCatalog(),
  minor: 36,
  surroundings: surroundingsOf([]),
  workloads: [],
  gpuWorkloads: [],
  platformSaid: () => null,
  profileOf: () => null,
};

test.each([
  ["nvidia.com/gpu-shared", "nvidia.com/gpu.shared"],
  ["nvidia.com/vgpu", "nvidia.com/gpu"],
  ["nvidia.com/gpu2", "nvidia.com/gpu"],
  ["nvidia.com/GA102GL_A10", null],
  ["nvidia.com/gpu-a100", null],
  ["nvidia.com/mig-9g.10GB", null],
  ["gpu.intel.com/i951", "gpu.intel.com/i915"],
  ["habana.ai/gaudi2", "habana.ai/gaudi"],
  ["aws.amazon.com/inferentia", null],
  ["amd.com/nic", null],
])("%s is unknown in a known domain, where %s may be meant", (name, meant) => {
  expect(misspelt(name, context)).toMatchObject({ meant, offered: "unknown" });
});

test.each([
  ["aws.amazon.com/neurondevice", "aws.amazon.com/neuron"],
  ["aws.amazon.com/infa", "aws.amazon.com/neuron"],
])("%s is a former name of %s", (name, meant) => {
  expect(misspelt(name, context)).toMatchObject({ meant, offered: "former" });
});

test("what a config says of a resource silences it", async () => {
  expect.hasAssertions();
  const resources = {
    "nvidia.com/gpu-shared": "gpu",
    "nvidia.com/cx7": "other",
    "habana.ai/gaudi2": "gpu",
    "nvidia.com/gpus": "gpu",
    "aws.amazon.com/neurondevice": "gpu",
  } as const;
  const said = { ...context, ...loadWholeCatalog({}, {}, resources) };
  for (const name of Object.keys(resources)) {
    expect(misspelt(name, context), name).not.toBeNull();
    expect(misspelt(name, said), name).toBeNull();
  }
});

test.each([
  ["nvidia.com/gpus", "nvidia.com/gpu"],
  ["nvidia.com/GPU", "nvidia.com/gpu"],
  ["NVIDIA.com/gpu", "nvidia.com/gpu"],
  ["nvidia/gpu", "nvidia.com/gpu"],
  ["nvidia/gpus", "nvidia.com/gpu"],
  ["gpu.nvidia.com/gpu", "nvidia.com/gpu"],
  ["www.nvidia.com/gpu", "nvidia.com/gpu"],
  ["nvidia.com.gpu/gpu", "nvidia.com/gpu"],
  ["nvida.com/gpu", "nvidia.com/gpu"],
  ["nvidai.com/gpu", "nvidia.com/gpu"],
  ["nvidia.con/gpu", "nvidia.com/gpu"],
  ["invida.com/gpu", "nvidia.com/gpu"],
  ["nvidia.com/gup", "nvidia.com/gpu"],
  ["nvidia.com/gpuu", "nvidia.com/gpu"],
  ["amd.com/gpus", "amd.com/gpu"],
  ["amd/gpu", "amd.com/gpu"],
  ["amd.co/gpu", "amd.com/gpu"],
  ["google.com/tpus", "google.com/tpu"],
  ["habana.ai/gaudis", "habana.ai/gaudi"],
  ["habana/gaudi", "habana.ai/gaudi"],
  ["aws.amazon.com/neurons", "aws.amazon.com/neuron"],
  ["nvidia.com/mig-1g10gb", "nvidia.com/mig-1g.10gb"],
  ["nvidia.com/mig1g.10gb", "nvidia.com/mig-1g.10gb"],
  ["nvidia.com/MIG-1g.10gb", "nvidia.com/mig-1g.10gb"],
  ["alpha.kubernetes.io/nvidia-gpu", "nvidia.com/gpu"],
  ["nvidia-gpu", "nvidia.com/gpu"],
  ["amd.com-gpu", "amd.com/gpu"],
])("%s is meant to be %s", (name, meant) => {
  expect(misspelt(name, context)?.meant ?? null).toBe(meant);
});

test.each(["gpu", "GPUs", "tpu", "gaudi"])("%s without a domain is wrong, whatever is meant", (name) => {
  expect(misspelt(name, context)).toMatchObject({ meant: null });
});

test.each([
  "nvidia.com/gpu",
  "nvidia.com/gpu.shared",
  "nvidia.com/pgpu",
  "nvidia.com/gpumem",
  "nvidia.com/hostdev",
  "arm.com/gpu",
  "ibm.com/gpu",
  "andes.com/gpu",
  "cnvidia.example.com/gpu",
  "intel.com/vgpu",
  "gpu.intel.com/i915",
  "gpu.intel.com/monitoring",
  "alibabacloud.com/gpu-count",
  "aliyun.com/gpu-mem",
  "volcano.sh/vgpu-number",
  "cloud-tpus.google.com/v2",
  "enflame.com/gcu",
  "rdma/ib",
  "example.com/gpus",
  "a/b/c",
  "cpu",
  "memory",
  "hugepages-2Mi",
  "ephemeral-storage",
  "FILLED_BY_VALIDATOR",
  "",
])("nothing is said about %s", (name) => {
  expect(misspelt(name, context)).toBeNull();
});
