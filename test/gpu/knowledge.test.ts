import { describe, expect, it } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { TABLES } from "../../src/gpu/catalog/tables.ts";
import { MACHINES } from "./machines.ts";

const catalog = loadCatalog();

describe("an extended resource", () => {
  it.each([
    ["nvidia.com/gpu", "nvidia", "whole"],
    ["nvidia.com/gpu.shared", "nvidia", "shared"],
    ["nvidia.com/mig-1g.5gb", "nvidia", "mig"],
    ["nvidia.com/mig-1g.10gb.me", "nvidia", "mig"],
    ["nvidia.com/mig-1g.24gb.me.all", "nvidia", "mig"],
    ["nvidia.com/mig-1g.24gb-me", "nvidia", "mig"],
    ["nvidia.com/mig-3g.20gb.shared", "nvidia", "mig"],
    ["nvidia.com/gpumem", "nvidia", "slice"],
    ["nvidia.com/gpumem-percentage", "nvidia", "slice"],
    ["nvidia.com/gpucores", "nvidia", "slice"],
    ["nvidia.com/rdma-vf", "nvidia", "companion"],
    ["amd.com/gpu", "amd", "whole"],
    ["amd.com/cpx_nps4", "amd", "partition"],
    ["gpu.intel.com/i915", "intel", "whole"],
    ["gpu.intel.com/xe", "intel", "whole"],
    ["gpu.intel.com/millicores", "intel", "slice"],
    ["gpu.intel.com/xe_monitoring", "intel", "companion"],
    ["habana.ai/gaudi", "habana", "whole"],
    ["google.com/tpu", "google", "whole"],
    ["aws.amazon.com/neuron", "aws", "whole"],
    ["aws.amazon.com/neuroncore", "aws", "partition"],
    ["aws.amazon.com/neurondevice", "aws", "whole"],
    ["vpc.amazonaws.com/efa", "other", "companion"],
    ["rdma/ib", "other", "companion"],
    ["rdma/rdma_shared_device_a", "other", "companion"],
    ["huawei.com/Ascend910B4-1", "other", "whole"],
    ["huawei.com/Ascend910B4-1-memory", "other", "slice"],
    ["huawei.com/Ascend310P", "other", "whole"],
    ["huawei.com/Ascend310P-memory", "other", "slice"],
    ["cambricon.com/mlu", "other", "whole"],
    ["cambricon.com/mlu.smlu.vmemory", "other", "slice"],
    ["cambricon.com/mlu370.smlu.vcore", "other", "slice"],
    ["iluvatar.ai/BI-V150-vgpu", "other", "whole"],
    ["iluvatar.ai/BI-V150.vMem", "other", "slice"],
    ["gpu.intel.com/dxg", "intel", "whole"],
    ["npu.intel.com/accel", "other", "whole"],
    ["aws.amazon.com/infa", "aws", "whole"],
    ["nvidia.com/hostdev", "nvidia", "companion"],
    ["nvidia.com/mlnxnics", "nvidia", "companion"],
    ["nvidia.com/a_sriov_b", "nvidia", "companion"],
    ["aliyun.com/gpu-mem", "nvidia", "slice"],
    ["aliyun.com/gpu-core.percentage", "nvidia", "slice"],
    ["tencent.com/vcuda-core", "nvidia", "slice"],
    ["tke.cloud.tencent.com/qgpu-memory", "nvidia", "slice"],
    ["volcano.sh/vgpu-number", "nvidia", "partition"],
    ["volcano.sh/vgpu-memory", "nvidia", "slice"],
    ["volcano.sh/gpu-memory", "nvidia", "slice"],
    ["koordinator.sh/gpu", "other", "whole"],
    ["koordinator.sh/gpu-memory-ratio", "other", "slice"],
    ["deviceclass.resource.kubernetes.io/gpu.nvidia.com", "nvidia", "whole"],
    ["deviceclass.resource.kubernetes.io/mig.nvidia.com", "nvidia", "mig"],
    ["deviceclass.resource.kubernetes.io/gaudi.intel.com", "habana", "whole"],
  ])("%s is known", (name, vendor, kind) => {
    expect(catalog.resource(name)).toEqual({ vendor, kind });
  });

  it.each([
    "cpu",
    "memory",
    "ephemeral-storage",
    "hugepages-2Mi",
    "nvidia.com/gpus",
    "x-nvidia.com/gpu",
    "smarter-devices/fuse",
    "devices.kubevirt.io/kvm",
    "intel.com/sriov_netdevice",
    "deviceclass.resource.kubernetes.io/nic.example.com",
  ])("%s has nothing to do with accelerators", (name) => {
    expect(catalog.resource(name)).toBeNull();
  });
});

describe("an extended resource that nobody knows", () => {
  it.each([
    ["gpu.intel.com/next", "intel", "whole"],
    ["gpu.intel.com/next.memory", "intel", "slice"],
    ["habana.ai/gaudi4", "habana", "whole"],
    ["aws.amazon.com/neuron2", "aws", "whole"],
    ["cambricon.com/mlu370", "other", "whole"],
    ["npu.intel.com/second", "other", "whole"],
  ])("%s counts where its domain holds accelerators alone", (name, vendor, kind) => {
    expect(catalog.resource(name)).toEqual({ vendor, kind, by: "domain" });
    expect(catalog.resourceStanding(name)).toBeNull();
  });

  it.each(["nvidia.com/gpu-a100", "nvidia.com/GA102GL_A10", "amd.com/nic", "aws.amazon.com/other"])(
    "%s is unclear in a domain of accelerators and other devices",
    (name) => {
      expect(catalog.resource(name)).toBeNull();
      expect(catalog.resourceStanding(name)).toBe("unclear");
    },
  );

  it.each(["nvidia.com/gpu", "nvidia.com/hostdev", "intel.com/sriov_netdevice", "example.com/gpu", "cpu"])(
    "%s is not",
    (name) => {
      expect(catalog.resourceStanding(name)).toBeNull();
    },
  );

  it("is what a config says, which wins", async () => {
    const said = loadCatalog({
      resources: {
        "nvidia.com/gpu-a100": "gpu",
        "example.com/card": "gpu",
        "nvidia.com/cx7": "other",
        "gpu.intel.com/next": "other",
        "nvidia.com/gpu.shared": "gpu",
        "nvidia.com/hostdev": "gpu",
      },
    });
    expect(said.resource("nvidia.com/gpu-a100")).toEqual({ vendor: "nvidia", kind: "whole" });
    expect(said.resource("example.com/card")).toEqual({ vendor: "other", kind: "whole" });
    expect(said.resource("nvidia.com/hostdev")).toEqual({ vendor: "nvidia", kind: "whole" });
    expect(said.resource("nvidia.com/gpu.shared")).toEqual({ vendor: "nvidia", kind: "shared" });
    expect(said.resource("nvidia.com/cx7")).toBeNull();
    expect(said.resource("gpu.intel.com/next")).toBeNull();
    expect(said.resourceStanding("nvidia.com/cx7")).toBe("other");
    expect(said.resourceStanding("nvidia.com/gpu-a100")).toBe("gpu");
    expect(said.gpuTaint("example.com/card", null)).toBe("other");
    expect(said.gpuTaint("nvidia.com/cx7", null)).toBeNull();
    expect(said.gpuTaint("nvidia.com/gpu", null)).toBe("nvidia");
  });
});

describe("a node label", () => {
  it.each([
    ["nvidia.com/gpu.product", "model"],
    ["nvidia.com/gpu.present", "presence"],
    ["nvidia.com/mig-1g.10gb.count", "partition"],
    ["nvidia.com/mig.config.state", "partition"],
    ["nvidia.com/gpu.deploy.driver", "driver"],
    ["nvidia.com/cuda.driver-version.major", "driver"],
    ["nvidia.com/gpu.machine", "property"],
    ["feature.node.kubernetes.io/pci-10de.present", "presence"],
    ["feature.node.kubernetes.io/pci-0302_10de.present", "presence"],
    ["amd.com/gpu.device-id", "model"],
    ["beta.amd.com/gpu.device-id.74a1", "property"],
    ["gpu.intel.com/device-id.0380-0bda.present", "property"],
    ["cloud.google.com/gke-accelerator", "model"],
    ["karpenter.k8s.aws/instance-gpu-count", "count"],
    ["eks.amazonaws.com/instance-gpu-name", "model"],
    ["karpenter.azure.com/sku-gpu-name", "model"],
    ["gpu.nvidia.com/class", "model"],
    ["doks.digitalocean.com/gpu-model", "model"],
    ["k8s.scw.cloud/gpu", "presence"],
    ["aliyun.accelerator/nvidia_name", "model"],
  ])("%s is on GPU nodes only", (key, kind) => {
    expect(catalog.label(key)).toMatchObject({ kind, gpuOnly: true, byValue: false });
    expect(catalog.isGpuLabelValue(key, "anything")).toBe(true);
  });

  it.each([
    "cloud.google.com/gke-spot",
    "eks.amazonaws.com/capacityType",
    "karpenter.sh/capacity-type",
    "kubernetes.azure.com/scalesetpriority",
  ])("%s is about capacity, of CPU nodes too", (key) => {
    expect(catalog.label(key)).toMatchObject({ kind: "capacity", gpuOnly: false });
    expect(catalog.isGpuLabelValue(key, "spot")).toBe(false);
  });

  it.each(["kubernetes.io/hostname", "topology.kubernetes.io/zone", "app", "gpu", "nvidia.com/other"])(
    "%s has nothing to do with GPUs",
    (key) => {
      expect(catalog.label(key)).toBeNull();
      expect(catalog.isGpuLabelValue(key, "true")).toBe(false);
    },
  );

  it("that denies a GPU says nothing of a GPU node", () => {
    expect(catalog.isGpuLabelValue("nvidia.com/gpu.present", "true")).toBe(true);
    expect(catalog.isGpuLabelValue("nvidia.com/gpu.present", "false")).toBe(false);
  });

  it.each([
    ["cloud.google.com/compute-class", "Accelerator", "Performance"],
    ["cloud.google.com/machine-family", "a3", "n2"],
    ["karpenter.k8s.aws/instance-family", "p6-b200", "m5"],
    ["karpenter.k8s.aws/instance-category", "g", "c"],
    ["eks.amazonaws.com/instance-family", "g6f", "c7g"],
    ["accelerator", "nvidia", "h100"],
    ["node.coreweave.cloud/class", "gpu", "cpu"],
    ["karpenter.azure.com/sku-family", "N", "D"],
  ])("%s is about GPUs by its value", (key, gpu, other) => {
    expect(catalog.label(key)).toMatchObject({ gpuOnly: false, byValue: true });
    expect(catalog.isGpuLabelValue(key, gpu)).toBe(true);
    expect(catalog.isGpuLabelValue(key, other)).toBe(false);
  });
});

describe("an instance type", () => {
  const keys = ["node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type"];

  it.each([
    ...MACHINES.map((machine) => machine.name),
    "g6f.xlarge",
    "gr6f.4xlarge",
    "inf2.48xlarge",
    "trn1.32xlarge",
    "dl1.24xlarge",
    "a2-ultragpu-8g",
    "a3-edgegpu-8g-nolssd",
    "a4x-maxgpu-4g-metal",
    "g2-standard-96",
    "g4-standard-6",
    "ct5lp-hightpu-4t",
    "ct6e-standard-8t",
    "tpu7x-standard-4t",
    "Standard_NV6ads_A10_v5",
    "Standard_ND128isr_NDR_GB200_v6",
    "Standard_NC36ds_xl_RTXPRO6000BSE_v6",
    "gd-8xh100ib-i128",
    "b200-8x",
    "gb200-4x",
    "rtxp6000-8x",
    "BM.GPU.H100.8",
    "BM.GPU4.8",
    "BM.GPU.GB200-v2.4",
    "VM.GPU.A10.1",
  ])("%s has accelerators", (type) => {
    expect.hasAssertions();
    for (const key of keys) expect(catalog.isGpuLabelValue(key, type)).toBe(true);
  });

  it.each([
    "m5.large",
    "c7g.xlarge",
    "t4g.small",
    "r6g.metal",
    "i4i.large",
    "hpc7a.96xlarge",
    "mac2.metal",
    "p2",
    "gp3.large",
    "n1-standard-4",
    "n2-standard-4",
    "e2-standard-8",
    "a2-standard-4",
    "c4a-standard-4",
    "t2a-standard-1",
    "Standard_D4s_v3",
    "Standard_E8ds_v5",
    "Standard_B2s",
    "Standard_NP10s",
    "s-2vcpu-4gb",
    "g-8vcpu-32gb",
    "g6-standard-2",
    "cd-gp-i64-erapids",
    "VM.Standard.E4.Flex",
    "BM.Standard3.64",
    "gpu-node",
  ])("%s is not known to have any", (type) => {
    expect.hasAssertions();
    for (const key of keys) expect(catalog.isGpuLabelValue(key, type)).toBe(false);
  });

  it("belongs to a family that the tables have, and every EC2 family of the tables is recognised", () => {
    const types = TABLES.models.flatMap((model) => model.platforms.eks?.machines ?? []);
    const families = [...new Set(types.map(({ series }) => series))];
    expect(families.length).toBeGreaterThan(20);
    const unknown = [...families, "g6f", "gr6f"].filter(
      (family) => !catalog.isGpuLabelValue("karpenter.k8s.aws/instance-family", family),
    );
    expect(unknown).toEqual([]);
    const categories = ["dl", "g", "gr", "inf", "p", "trn"];
    expect([...new Set(families.map((family) => /^[a-z]+/.exec(family)?.[0]))].sort()).toEqual(categories);
    for (const category of categories)
      expect(catalog.isGpuLabelValue("karpenter.k8s.aws/instance-category", category)).toBe(true);
  });
});

describe("a taint", () => {
  it.each([
    ["nvidia.com/gpu", null, "nvidia"],
    ["nvidia.com/gpu", "present", "nvidia"],
    ["nvidia.com/gpu", "", "nvidia"],
    ["nvidia.com/mig-1g.5gb", null, "nvidia"],
    ["amd.com/gpu", null, "amd"],
    ["google.com/tpu", "present", "google"],
    ["aws.amazon.com/neuron", null, "aws"],
    ["habana.ai/gaudi", null, "habana"],
    ["sku", "gpu", "nvidia"],
    ["is_gpu", null, "nvidia"],
    ["amd-dcm", "up", "amd"],
  ])("%s=%s is of %s", (key, value, vendor) => {
    expect(catalog.gpuTaint(key, value)).toBe(vendor);
  });

  it.each([
    ["sku", null],
    ["sku", "memory"],
    ["dedicated", "gpu"],
    ["cloud.google.com/gke-spot", "true"],
    ["kubernetes.azure.com/scalesetpriority", "spot"],
    ["kubernetes.io/arch", "arm64"],
    ["vpc.amazonaws.com/efa", null],
    ["node-role.kubernetes.io/control-plane", null],
  ])("%s=%s is not of GPU nodes", (key, value) => {
    expect(catalog.gpuTaint(key, value)).toBeNull();
  });
});

describe("a runtime class", () => {
  it("is GPU-only when NVIDIA's toolkit or k3s makes it for GPUs", () => {
    const names = ["nvidia", "nvidia-cdi", "nvidia-legacy", "nvidia-experimental"];
    expect(names.filter((name) => !catalog.isGpuRuntimeClass(name))).toEqual([]);
  });

  it("stays when it also isolates the pod, or is about something else", () => {
    const names = ["gvisor", "kata", "kata-qemu-nvidia-gpu", "runc", "nvidia-"];
    expect(names.filter((name) => catalog.isGpuRuntimeClass(name))).toEqual([]);
  });
});

describe("an annotation against eviction", () => {
  it("is known when this tool writes it", () => {
    expect(catalog.isEvictionAnnotation("cluster-autoscaler.kubernetes.io/safe-to-evict")).toBe(true);
    expect(catalog.isEvictionAnnotation("karpenter.sh/do-not-disrupt")).toBe(true);
    expect(catalog.isEvictionAnnotation("descheduler.alpha.kubernetes.io/evict")).toBe(false);
  });
});

describe("CPU pods are kept off GPU nodes", () => {
  it.each([
    ["generic", "preferred", "nvidia.com/gpu.present"],
    ["generic-nvidia", "preferred", "amd.com/gpu.device-id"],
    ["generic-amd", "preferred", "nvidia.com/gpu.present"],
    ["generic-intel", "preferred", "intel.feature.node.kubernetes.io/gpu"],
    ["k3s", "preferred", "intel.feature.node.kubernetes.io/gaudi"],
    ["gke", "required", "cloud.google.com/gke-accelerator"],
    ["gke", "required", "cloud.google.com/gke-tpu-accelerator"],
    ["eks", "required", "nvidia.com/gpu.present"],
    ["eks-karpenter", "required", "karpenter.k8s.aws/instance-gpu-count"],
    ["eks-karpenter", "required", "karpenter.k8s.aws/instance-accelerator-count"],
    ["eks-auto-mode", "required", "eks.amazonaws.com/instance-gpu-count"],
    ["aks", "required", "kubernetes.azure.com/accelerator"],
    ["oke", "required", "amd.com/gpu"],
  ])("of %s (%s) by %s", (platform, strength, key) => {
    const keepOff = catalog.keepOff(platform);
    expect(keepOff?.strength).toBe(strength);
    expect(keepOff?.expressions.map(({ value }) => value)).toContainEqual({ key, operator: "DoesNotExist" });
    expect(catalog.label(key)?.gpuOnly).toBe(true);
  });

  it.each(["gke-autopilot", "minikube"])("of %s by nothing that is written", (platform) => {
    expect(catalog.keepOff(platform)).toBeNull();
  });
});

describe("a name from the user", () => {
  it("resolves generic by vendor", () => {
    expect(catalog.platform("generic")).toEqual({ ok: true, name: "generic-nvidia" });
    expect(catalog.platform("generic", "amd")).toEqual({ ok: true, name: "generic-amd" });
    expect(catalog.platform("generic", "intel")).toEqual({ ok: true, name: "generic-intel" });
    expect(catalog.platform("aks", "amd")).toEqual({ ok: true, name: "aks" });
    expect(catalog.platform("generic", "google")).toMatchObject({
      ok: false,
      problem: { code: "vendor-not-on-platform" },
    });
  });

  it("gets a suggestion when it is mistyped", () => {
    expect(catalog.platform("gke-autopilto")).toMatchObject({
      ok: false,
      problem: {
        code: "unknown-platform",
        message: 'unknown platform "gke-autopilto"',
        advice: expect.stringMatching(
          /^Did you mean "gke-autopilot"\? The platforms are generic, .*, minikube\.$/,
        ),
      },
    });
    expect(catalog.vendor("nvdia")).toMatchObject({
      ok: false,
      problem: {
        advice:
          'Did you mean "nvidia"? The vendors are nvidia, amd, intel, habana (Gaudi), google (TPU), aws (Neuron).',
      },
    });
  });

  it("is a vendor only when its GPUs can be placed", () => {
    expect(catalog.vendor("amd")).toEqual({ ok: true, vendor: "amd" });
    expect(catalog.vendor("google").ok).toBe(true);
    expect(catalog.vendor("other").ok).toBe(false);
  });
});
