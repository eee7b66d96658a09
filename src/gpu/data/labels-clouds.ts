import type { LabelRow } from "../rows.ts";
import { byValue, gpuOnly, shared, type Writer } from "./label-rows.ts";
import { AWS_CATEGORIES, AWS_FAMILIES, GOOGLE_FAMILIES, MACHINE_FAMILIES } from "./machine-families.ts";
import { lookedUp, noted } from "./provenance.ts";

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

/** Labels of the platforms in the catalog, and of AKS's node auto-provisioning. */
export function cloudLabels(): readonly LabelRow[] {
  return [
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
    ...byValue(
      { ...anyPlatform, provenance: lookedUp("official", "k8s-labels") },
      "instance-type",
      "beta.kubernetes.io/instance-type",
      machineTypes,
    ),
  ];
}
