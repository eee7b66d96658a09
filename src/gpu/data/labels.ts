import { lookedUp, noted } from "../provenance.ts";
import type { LabelRow, NameMatch } from "../rows.ts";
import type { LabelMeaning, Provenance, Vendor } from "../types.ts";
import { AWS_CATEGORIES, AWS_FAMILIES, GOOGLE_FAMILIES, MACHINE_FAMILIES } from "./machine-families.ts";

type Kind = LabelMeaning["kind"];

/** Who writes a set of labels: shared by the rows below. */
interface Writer {
  readonly vendor: Vendor | null;
  readonly platforms: readonly string[];
  readonly provenance: Provenance;
}

function gpuOnly(writer: Writer, kind: Kind, ...keys: readonly string[]): readonly LabelRow[] {
  return keys.map((name) => row(writer, kind, { name }, { gpuOnly: true, byValue: false }));
}

function gpuOnlyPattern(writer: Writer, kind: Kind, ...patterns: readonly string[]): readonly LabelRow[] {
  return patterns.map((pattern) => row(writer, kind, { pattern }, { gpuOnly: true, byValue: false }));
}

/** Labels that CPU nodes carry too: capacity types, topology. */
function shared(writer: Writer, kind: Kind, ...keys: readonly string[]): readonly LabelRow[] {
  return keys.map((name) => row(writer, kind, { name }, { gpuOnly: false, byValue: false }));
}

function byValue(writer: Writer, kind: Kind, key: string, gpuValues: readonly string[]): readonly LabelRow[] {
  return [{ ...row(writer, kind, { name: key }, { gpuOnly: false, byValue: true }), gpuValues }];
}

function row(
  writer: Writer,
  kind: Kind,
  match: NameMatch,
  flags: { readonly gpuOnly: boolean; readonly byValue: boolean },
): LabelRow {
  return {
    ...match,
    vendor: writer.vendor,
    platforms: writer.platforms,
    kind,
    ...flags,
    ...writer.provenance,
  };
}

const gfd: Writer = { vendor: "nvidia", platforms: [], provenance: noted("official", "gfd", "k8s-dp") };
const nfdNvidia: Writer = {
  vendor: "nvidia",
  platforms: [],
  provenance: noted("official", "nfd", "gpu-operator-mig"),
};
const amd: Writer = {
  vendor: "amd",
  platforms: [],
  provenance: noted("source-code", "amd-labeller", "amd-operator"),
};
const intel: Writer = {
  vendor: "intel",
  platforms: [],
  provenance: noted("source-code", "intel-nfd", "intel-dp"),
};
const gke: Writer = {
  vendor: null,
  platforms: ["gke", "gke-autopilot"],
  provenance: noted("source-code", "gke-labels"),
};
const gkeNvidia: Writer = { ...gke, vendor: "nvidia" };
const gkeTpu: Writer = {
  ...gke,
  vendor: "google",
  provenance: noted("source-code", "gke-labels", "gke-tpu"),
};
const eks: Writer = { vendor: null, platforms: ["eks"], provenance: noted("official", "eks-ml", "ca-aws") };
const karpenter: Writer = {
  vendor: null,
  platforms: ["eks-karpenter"],
  provenance: noted("source-code", "karpenter-aws-labels", "karpenter-core"),
};
const autoMode: Writer = {
  vendor: null,
  platforms: ["eks-auto-mode"],
  provenance: noted("official", "eks-auto"),
};
const aks: Writer = {
  vendor: null,
  platforms: ["aks"],
  provenance: noted("official", "aks-labels", "aks-gpu"),
};
const nap: Writer = {
  vendor: null,
  platforms: ["aks-nap"],
  provenance: noted("source-code", "aks-karp-labels", "aks-nap"),
};
const coreweave: Writer = {
  vendor: "nvidia",
  platforms: ["coreweave"],
  provenance: noted("official", "cw-sched", "cw-refarch"),
};
const anyPlatform: Writer = {
  vendor: null,
  platforms: [],
  provenance: noted("source-code", "karpenter-aws-types", "ca-azure", "gke-machines", "cw-sched", "oke-hpc"),
};

const machineTypes = MACHINE_FAMILIES.map((family) => family.pattern);
const awsFamilies = AWS_FAMILIES.map(literal);
const awsCategories = AWS_CATEGORIES.map(literal);

function literal(text: string): string {
  return text.replace(/[.+]/g, "\\$&");
}

function autoscalerLabel(platform: string, key: string, kind: Kind, vendor: Vendor | null): LabelRow {
  const writer = { vendor, platforms: [platform], provenance: noted("source-code", "ca-providers") };
  return row(writer, kind, { name: key }, { gpuOnly: true, byValue: false });
}

const vendorComponents: readonly LabelRow[] = [
  ...gpuOnly(gfd, "model", "nvidia.com/gpu.product", "nvidia.com/gpu.family"),
  ...gpuOnly(gfd, "count", "nvidia.com/gpu.count"),
  ...gpuOnly(gfd, "memory", "nvidia.com/gpu.memory"),
  ...gpuOnly(gfd, "property", "nvidia.com/gpu.compute.major", "nvidia.com/gpu.compute.minor"),
  ...gpuOnly(gfd, "presence", "nvidia.com/gpu.present", "nvidia.com/vgpu.present"),
  ...gpuOnly(
    gfd,
    "sharing",
    "nvidia.com/gpu.replicas",
    "nvidia.com/gpu.sharing-strategy",
    "nvidia.com/mps.capable",
  ),
  ...gpuOnly(gfd, "partition", "nvidia.com/mig.capable", "nvidia.com/mig.strategy", "nvidia.com/mig.config"),
  ...gpuOnly(gfd, "topology", "nvidia.com/gpu.clique"),
  ...gpuOnlyPattern(gfd, "partition", "nvidia\\.com/mig-.+", "nvidia\\.com/mig\\..+"),
  ...gpuOnlyPattern(gfd, "driver", "nvidia\\.com/cuda\\..+", "nvidia\\.com/gpu\\.deploy\\..+"),
  ...gpuOnlyPattern(gfd, "property", "nvidia\\.com/(?:gpu|vgpu)\\..+"),
  ...gpuOnlyPattern(
    nfdNvidia,
    "presence",
    "feature\\.node\\.kubernetes\\.io/pci-(?:[0-9a-f]{4}_)?10de(?:_.+)?\\.present",
  ),
  ...gpuOnly(
    amd,
    "model",
    "amd.com/gpu.device-id",
    "amd.com/gpu.product-name",
    "amd.com/gpu.family",
    "beta.amd.com/gpu.device-id",
  ),
  ...gpuOnly(amd, "memory", "amd.com/gpu.vram"),
  ...gpuOnly(amd, "driver", "amd.com/gpu.driver-version"),
  ...gpuOnly(
    amd,
    "partition",
    "amd.com/gpu.compute-memory-partition",
    "amd.com/compute-memory-partition",
    "amd.com/gpu.compute-partitioning-supported",
    "amd.com/compute-partitioning-supported",
    "amd.com/gpu.memory-partitioning-supported",
    "amd.com/memory-partitioning-supported",
  ),
  ...gpuOnly(amd, "presence", "feature.node.kubernetes.io/amd-gpu", "feature.node.kubernetes.io/amd-vgpu"),
  ...gpuOnlyPattern(amd, "property", "(?:beta\\.)?amd\\.com/gpu\\..+"),
  ...gpuOnly(intel, "presence", "intel.feature.node.kubernetes.io/gpu"),
  ...gpuOnly({ ...intel, vendor: "habana" }, "presence", "intel.feature.node.kubernetes.io/gaudi"),
  ...gpuOnly(intel, "model", "gpu.intel.com/product", "gpu.intel.com/family"),
  ...gpuOnly(intel, "count", "gpu.intel.com/device.count"),
  ...gpuOnlyPattern(intel, "property", "gpu\\.intel\\.com/.+"),
];

const clouds: readonly LabelRow[] = [
  ...gpuOnly(gkeNvidia, "model", "cloud.google.com/gke-accelerator"),
  ...gpuOnly(gke, "count", "cloud.google.com/gke-accelerator-count"),
  ...gpuOnly({ ...gke, provenance: noted("sample", "gke-accel") }, "presence", "cloud.google.com/gke-gpu"),
  ...gpuOnly(gkeNvidia, "partition", "cloud.google.com/gke-gpu-partition-size"),
  ...gpuOnly(
    gkeNvidia,
    "sharing",
    "cloud.google.com/gke-gpu-sharing-strategy",
    "cloud.google.com/gke-max-shared-clients-per-gpu",
  ),
  ...gpuOnly(gkeNvidia, "driver", "cloud.google.com/gke-gpu-driver-version"),
  ...gpuOnly(gkeTpu, "model", "cloud.google.com/gke-tpu-accelerator"),
  ...gpuOnly(gkeTpu, "topology", "cloud.google.com/gke-tpu-topology"),
  ...byValue(gke, "compute-class", "cloud.google.com/compute-class", ["Accelerator"]),
  ...byValue(gke, "instance-type", "cloud.google.com/machine-family", GOOGLE_FAMILIES),
  ...shared(
    gke,
    "capacity",
    "cloud.google.com/gke-spot",
    "cloud.google.com/gke-preemptible",
    "cloud.google.com/gke-provisioning",
    "cloud.google.com/gke-flex-start",
    "cloud.google.com/reservation-name",
    "cloud.google.com/reservation-project",
    "cloud.google.com/reservation-affinity",
  ),
  ...shared(
    gke,
    "topology",
    "cloud.google.com/gce-topology-block",
    "cloud.google.com/gce-topology-subblock",
    "cloud.google.com/gce-topology-host",
  ),
  ...shared(eks, "capacity", "eks.amazonaws.com/capacityType"),
  ...gpuOnly(eks, "model", "k8s.amazonaws.com/accelerator"),
  ...shared(
    { ...eks, provenance: noted("secondary", "topograph") },
    "topology",
    "topology.k8s.aws/network-node-layer-1",
    "topology.k8s.aws/network-node-layer-2",
    "topology.k8s.aws/network-node-layer-3",
  ),
  ...gpuOnly(karpenter, "model", "karpenter.k8s.aws/instance-gpu-name"),
  ...gpuOnly(karpenter, "property", "karpenter.k8s.aws/instance-gpu-manufacturer"),
  ...gpuOnly(karpenter, "count", "karpenter.k8s.aws/instance-gpu-count"),
  ...gpuOnly(karpenter, "memory", "karpenter.k8s.aws/instance-gpu-memory"),
  ...gpuOnly(karpenter, "model", "karpenter.k8s.aws/instance-accelerator-name"),
  ...gpuOnly(karpenter, "property", "karpenter.k8s.aws/instance-accelerator-manufacturer"),
  ...gpuOnly(karpenter, "count", "karpenter.k8s.aws/instance-accelerator-count"),
  ...byValue(karpenter, "instance-type", "karpenter.k8s.aws/instance-family", awsFamilies),
  ...byValue(karpenter, "instance-type", "karpenter.k8s.aws/instance-category", awsCategories),
  ...shared(
    { ...karpenter, platforms: ["eks-karpenter", "eks-auto-mode", "aks-nap"] },
    "capacity",
    "karpenter.sh/capacity-type",
  ),
  ...shared(
    karpenter,
    "capacity",
    "karpenter.k8s.aws/capacity-reservation-id",
    "karpenter.k8s.aws/capacity-reservation-type",
  ),
  ...gpuOnly(autoMode, "model", "eks.amazonaws.com/instance-gpu-name"),
  ...gpuOnly(autoMode, "property", "eks.amazonaws.com/instance-gpu-manufacturer"),
  ...gpuOnly(autoMode, "count", "eks.amazonaws.com/instance-gpu-count"),
  ...gpuOnly(autoMode, "memory", "eks.amazonaws.com/instance-gpu-memory"),
  ...byValue(autoMode, "instance-type", "eks.amazonaws.com/instance-family", awsFamilies),
  ...byValue(autoMode, "instance-type", "eks.amazonaws.com/instance-category", awsCategories),
  ...shared(
    { ...autoMode, provenance: lookedUp("official", "eks-auto-odcr") },
    "capacity",
    "eks.amazonaws.com/capacity-reservation-id",
    "eks.amazonaws.com/capacity-reservation-type",
  ),
  ...gpuOnly(aks, "presence", "kubernetes.azure.com/accelerator"),
  ...byValue(aks, "presence", "accelerator", ["nvidia", "amd"]),
  ...shared(aks, "capacity", "kubernetes.azure.com/priority", "kubernetes.azure.com/scalesetpriority"),
  ...gpuOnly(nap, "model", "karpenter.azure.com/sku-gpu-name"),
  ...gpuOnly(nap, "property", "karpenter.azure.com/sku-gpu-manufacturer"),
  ...gpuOnly(nap, "count", "karpenter.azure.com/sku-gpu-count"),
  ...byValue(nap, "instance-type", "karpenter.azure.com/sku-name", machineTypes),
  ...byValue(nap, "instance-type", "karpenter.azure.com/sku-family", ["N"]),
  ...byValue(anyPlatform, "instance-type", "node.kubernetes.io/instance-type", machineTypes),
  ...byValue(anyPlatform, "instance-type", "beta.kubernetes.io/instance-type", machineTypes),
];

/** Platforms that come later as platforms, but whose traces `bursty` has to know now. */
const elsewhere: readonly LabelRow[] = [
  ...gpuOnly(
    { vendor: "nvidia", platforms: ["openshift"], provenance: noted("official", "openshift-docs") },
    "model",
    "cluster-api/accelerator",
  ),
  ...gpuOnlyPattern(
    { ...coreweave, provenance: noted("sample", "cw-refarch", "skypilot") },
    "model",
    "gpu\\.nvidia\\.com/.+",
  ),
  ...byValue(coreweave, "presence", "node.coreweave.cloud/class", ["gpu"]),
  ...byValue(coreweave, "instance-type", "node.kubernetes.io/type", machineTypes),
  ...gpuOnly(coreweave, "topology", "ds.coreweave.com/nvlink.domain"),
  ...shared(
    coreweave,
    "topology",
    "backend.coreweave.cloud/flavor",
    "backend.coreweave.cloud/fabric",
    "backend.coreweave.cloud/superpod",
    "backend.coreweave.cloud/leafgroup",
  ),
  ...gpuOnly(
    { vendor: "nvidia", platforms: ["oke"], provenance: noted("official", "oke-hpc") },
    "presence",
    "nvidia.com/gpu",
  ),
  ...gpuOnly(
    { vendor: "amd", platforms: ["oke"], provenance: noted("official", "oke-hpc") },
    "presence",
    "amd.com/gpu",
  ),
  ...shared(
    { vendor: null, platforms: ["oke"], provenance: noted("official", "oke-hpc") },
    "topology",
    "oci.oraclecloud.com/rdma.local_block_id",
    "oci.oraclecloud.com/rdma.network_block_id",
    "oci.oraclecloud.com/rdma.hpc_island_id",
  ),
  ...gpuOnly(
    { vendor: null, platforms: ["doks"], provenance: noted("official", "doks-docs") },
    "model",
    "doks.digitalocean.com/gpu-model",
  ),
  ...gpuOnly(
    { vendor: null, platforms: ["doks"], provenance: noted("official", "doks-docs") },
    "property",
    "doks.digitalocean.com/gpu-brand",
  ),
  autoscalerLabel("doks", "cloud.digitalocean.com/gpu-node", "presence", null),
  ...gpuOnly(
    { vendor: "nvidia", platforms: ["nebius"], provenance: noted("official", "nebius-topo") },
    "topology",
    "topology.nebius.com/gpu-cluster-id",
  ),
  ...shared(
    { vendor: null, platforms: ["nebius"], provenance: noted("official", "nebius-topo") },
    "topology",
    "topology.nebius.com/tier-0",
    "topology.nebius.com/tier-1",
    "topology.nebius.com/tier-2",
  ),
  ...gpuOnly(
    { vendor: "nvidia", platforms: ["nebius"], provenance: noted("sample", "nebius-lib") },
    "presence",
    "nebius.com/gpu",
  ),
  autoscalerLabel("alicloud", "aliyun.accelerator/nvidia_name", "model", "nvidia"),
  autoscalerLabel("tencent", "cloud.tencent.com/tke-accelerator", "model", null),
  autoscalerLabel("baidu", "baidu/nvidia_name", "model", "nvidia"),
  autoscalerLabel("scaleway", "k8s.scw.cloud/gpu", "presence", null),
  autoscalerLabel("ovh", "node.kubernetes.ovhcloud.com/gpu", "presence", null),
  autoscalerLabel("civo", "civo.com/gpu-node", "presence", null),
  autoscalerLabel("volcengine", "machine.cluster.vke.volcengine.com/gpu-name", "model", null),
];

/** Every node label key that has to do with accelerators, of all platforms in the notes. */
export const LABELS: readonly LabelRow[] = [...vendorComponents, ...clouds, ...elsewhere];
