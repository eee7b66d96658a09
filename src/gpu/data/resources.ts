import type { NameMatch, ResourceRow } from "../rows.ts";
import type { Provenance, ResourceMeaning, Vendor } from "../types.ts";
import { DEVICE_CLASSES } from "./device-classes.ts";
import { lookedUp, noted, readOn } from "./provenance.ts";

type ResourceKind = ResourceMeaning["kind"];

function row(match: NameMatch, vendor: Vendor, kind: ResourceKind, provenance: Provenance): ResourceRow {
  return { ...match, vendor, kind, ...provenance };
}

function rows(
  vendor: Vendor,
  kind: ResourceKind,
  provenance: Provenance,
  ...names: readonly string[]
): readonly ResourceRow[] {
  return names.map((name) => row({ name }, vendor, kind, provenance));
}

function patterns(
  vendor: Vendor,
  kind: ResourceKind,
  provenance: Provenance,
  ...list: readonly string[]
): readonly ResourceRow[] {
  return list.map((pattern) => row({ pattern }, vendor, kind, provenance));
}

/** Prefix of the names under which the scheduler serves device classes as extended resources (KEP-5004). */
export const CLASS_RESOURCE = "deviceclass.resource.kubernetes.io/";

/** Device classes of accelerators as extended resources. */
function classResources(): readonly ResourceRow[] {
  return DEVICE_CLASSES.flatMap(({ name, meaning, source, date, confidence }) =>
    meaning.kind !== "gpu" || meaning.vendor === null
      ? []
      : [
          row({ name: `${CLASS_RESOURCE}${name}` }, meaning.vendor, meaning.part ?? "whole", {
            source,
            date,
            confidence,
          }),
        ],
  );
}

const devicePlugin = noted("official", "k8s-dp", "gpu-operator-mig");
const hamiNotes = noted("secondary", "hami");
const hami = lookedUp("source-code", "hami");
const intelPlugin = noted("official", "intel-dp");
const looked = "2026-11-30";
const intelCode = readOn(looked, "source-code", "intel-gpu-code");
const networkOperator = readOn(looked, "sample", "network-operator");
const gpushare = readOn(looked, "official", "gpushare");
const gpuManager = readOn(looked, "official", "gpu-manager");
const volcanoVgpu = readOn(looked, "official", "volcano-vgpu");
const volcanoGpu = readOn(looked, "source-code", "volcano-gpu");
const koordinator = readOn(looked, "source-code", "koordinator");
const karpenter = noted("source-code", "karpenter-aws-labels");

/**
 * Every extended resource that marks an accelerator pod, of all vendors: recognised so that it can be counted
 * and removed. Names of second-hand vendors are those that HAMi manages.
 */
export function resourceRows(): readonly ResourceRow[] {
  return [
    ...rows("nvidia", "whole", devicePlugin, "nvidia.com/gpu"),
    ...rows("nvidia", "shared", noted("official", "k8s-dp", "gpu-operator-sharing"), "nvidia.com/gpu.shared"),
    ...patterns(
      "nvidia",
      "mig",
      noted("source-code", "k8s-dp-rm"),
      "nvidia\\.com/mig-[0-9]+[a-z](?:\\.[a-z0-9-]+)*",
    ),
    ...rows("nvidia", "whole", noted("sample", "gpu-operator-mig"), "nvidia.com/pgpu"),
    ...rows(
      "nvidia",
      "slice",
      noted("source-code", "hami"),
      "nvidia.com/gpumem",
      "nvidia.com/gpumem-percentage",
      "nvidia.com/gpucores",
    ),
    ...rows("nvidia", "slice", hami, "nvidia.com/priority"),
    ...rows("nvidia", "companion", noted("sample", "oke-hpc"), "nvidia.com/rdma-vf"),
    // NVIDIA's network operator lets the administrator choose what stands behind the slash.
    ...rows("nvidia", "companion", networkOperator, "nvidia.com/hostdev", "nvidia.com/mlnxnics"),
    ...patterns("nvidia", "companion", networkOperator, "nvidia\\.com/.*sriov.*", "nvidia\\.com/.*rdma.*"),
    ...rows("nvidia", "slice", gpushare, "aliyun.com/gpu-mem", "aliyun.com/gpu-core.percentage"),
    ...rows("nvidia", "slice", gpuManager, "tencent.com/vcuda-core", "tencent.com/vcuda-memory"),
    ...rows(
      "nvidia",
      "slice",
      readOn(looked, "official", "qgpu"),
      "tke.cloud.tencent.com/qgpu-core",
      "tke.cloud.tencent.com/qgpu-memory",
    ),
    // Each of them is a share of another GPU of the node.
    ...rows("nvidia", "partition", volcanoVgpu, "volcano.sh/vgpu-number"),
    ...rows(
      "nvidia",
      "slice",
      volcanoVgpu,
      "volcano.sh/vgpu-memory",
      "volcano.sh/vgpu-memory-percentage",
      "volcano.sh/vgpu-cores",
    ),
    ...rows("nvidia", "partition", volcanoGpu, "volcano.sh/gpu-number"),
    ...rows("nvidia", "slice", volcanoGpu, "volcano.sh/gpu-memory"),
    ...rows(
      "nvidia",
      "slice",
      readOn(looked, "official", "cce-vgpu"),
      "volcano.sh/gpu-mem.128Mi",
      "volcano.sh/gpu-core.percentage",
    ),
    // Koordinator shares GPUs of several vendors under the same names.
    ...rows("other", "whole", koordinator, "koordinator.sh/gpu"),
    ...rows("other", "shared", koordinator, "koordinator.sh/gpu.shared"),
    ...rows(
      "other",
      "slice",
      koordinator,
      "koordinator.sh/gpu-core",
      "koordinator.sh/gpu-memory",
      "koordinator.sh/gpu-memory-ratio",
    ),
    ...rows("amd", "whole", noted("official", "amd-dp"), "amd.com/gpu"),
    ...patterns("amd", "partition", noted("official", "amd-dp"), "amd\\.com/[a-z]+_nps[0-9]+"),
    ...rows("amd", "slice", hami, "amd.com/gpucores", "amd.com/gpumem"),
    ...rows("intel", "whole", intelPlugin, "gpu.intel.com/i915", "gpu.intel.com/xe"),
    ...rows("intel", "whole", intelCode, "gpu.intel.com/dxg"),
    ...rows("other", "whole", readOn(looked, "official", "intel-npu"), "npu.intel.com/accel"),
    ...rows(
      "intel",
      "companion",
      intelPlugin,
      "gpu.intel.com/monitoring",
      "gpu.intel.com/i915_monitoring",
      "gpu.intel.com/xe_monitoring",
    ),
    ...rows(
      "intel",
      "slice",
      lookedUp("official", "intel-gas"),
      "gpu.intel.com/memory.max",
      "gpu.intel.com/millicores",
      "gpu.intel.com/tiles",
    ),
    ...rows("intel", "whole", noted("official", "intel-dp"), "intel.com/gpu"),
    ...rows("habana", "whole", noted("source-code", "gaudi-resource"), "habana.ai/gaudi"),
    ...rows("google", "whole", noted("source-code", "gke-tpu", "xpk"), "google.com/tpu"),
    ...rows("aws", "whole", noted("source-code", "karpenter-aws-labels", "eks-ml"), "aws.amazon.com/neuron"),
    ...rows("aws", "partition", karpenter, "aws.amazon.com/neuroncore"),
    ...rows("aws", "whole", lookedUp("official", "neuron-docs"), "aws.amazon.com/neurondevice"),
    ...rows("aws", "whole", readOn(looked, "source-code", "cortex"), "aws.amazon.com/infa"),
    ...rows("other", "companion", karpenter, "vpc.amazonaws.com/efa"),
    // The RDMA shared device plugin lets the administrator choose what stands behind the slash.
    ...patterns("other", "companion", noted("sample", "cw-refarch"), "rdma/[A-Za-z0-9._-]+"),
    ...classResources(),
    ...patterns("other", "whole", hamiNotes, "huawei\\.com/Ascend[0-9]+[A-Z]?[0-9]?(?:-[0-9])?"),
    ...patterns(
      "other",
      "slice",
      hamiNotes,
      "huawei\\.com/Ascend[0-9]+[A-Z]?[0-9]?(?:-[0-9])?-(?:memory|core)",
    ),
    ...rows("other", "whole", hamiNotes, "cambricon.com/mlu"),
    ...rows("other", "whole", hami, "cambricon.com/vmlu"),
    ...patterns("other", "slice", hamiNotes, "cambricon\\.com/mlu[0-9]*\\.smlu\\.v(?:memory|core)"),
    ...rows("other", "whole", hamiNotes, "hygon.com/dcunum"),
    ...rows("other", "slice", hamiNotes, "hygon.com/dcumem", "hygon.com/dcucores"),
    ...rows("other", "whole", hami, "hygon.com/hcunum"),
    ...rows("other", "slice", hami, "hygon.com/hcumem", "hygon.com/hcucores"),
    ...rows("other", "whole", hamiNotes, "mthreads.com/vgpu"),
    ...rows("other", "slice", hamiNotes, "mthreads.com/sgpu-memory", "mthreads.com/sgpu-core"),
    ...rows("other", "whole", hamiNotes, "metax-tech.com/gpu"),
    ...rows("other", "shared", hamiNotes, "metax-tech.com/sgpu"),
    ...rows("other", "slice", hami, "metax-tech.com/vcore", "metax-tech.com/vmemory"),
    ...rows("other", "whole", hamiNotes, "kunlunxin.com/xpu"),
    ...rows("other", "shared", hamiNotes, "kunlunxin.com/vxpu"),
    ...rows("other", "slice", hami, "kunlunxin.com/vxpu-memory"),
    ...rows("other", "whole", hamiNotes, "enflame.com/gcu"),
    ...rows("other", "shared", hami, "enflame.com/drs-gcu"),
    ...rows("other", "slice", hami, "enflame.com/gcu-memory", "enflame.com/gcu-core"),
    ...rows("other", "whole", hamiNotes, "vastaitech.com/va"),
    ...rows("other", "whole", hami, "birentech.com/gpu"),
    ...patterns("other", "whole", hami, "iluvatar\\.ai/[A-Z]+-V[0-9]+-vgpu"),
    ...patterns("other", "slice", hami, "iluvatar\\.ai/[A-Z]+-V[0-9]+\\.v(?:Mem|Core)"),
  ];
}

/**
 * What stands before the slash of accelerator resources, such as `nvidia.com`: for searches through text that nobody has
 * read yet. Domains that only companions have are left out, because nothing computes on a network card.
 */
export function acceleratorDomains(): readonly string[] {
  const names = resourceRows().flatMap((row) => {
    if (row.kind === "companion") return [];
    return "name" in row ? [row.name] : [row.pattern.replace(/\\(.)/g, "$1")];
  });
  return [...new Set(names.map((name) => name.slice(0, name.indexOf("/"))))];
}
