import type { KeepOffRow, UnsupportedPlatformRow } from "../rows.ts";
import type { Vendor } from "../types.ts";
import { noted } from "./provenance.ts";

/** What is known of every platform before its tables are loaded. */
export interface PlatformIndexRow {
  readonly name: string;
  readonly title: string;
  /** Vendors whose GPUs can be placed there; the first is the default. */
  readonly vendors: readonly Vendor[];
  /** It has spot capacity that a label asks for. */
  readonly spot?: true;
}

/** All platforms, in the order in which they are listed to users. */
export const PLATFORM_INDEX: readonly PlatformIndexRow[] = [
  {
    name: "generic-nvidia",
    title: "any cluster with NVIDIA's device plugin or GPU Operator",
    vendors: ["nvidia"],
  },
  { name: "generic-amd", title: "any cluster with AMD's device plugin or GPU Operator", vendors: ["amd"] },
  {
    name: "generic-intel",
    title: "any cluster with Intel's device plugins (GPUs, Gaudi)",
    vendors: ["intel", "habana"],
  },
  { name: "gke", title: "GKE Standard", vendors: ["nvidia", "google"], spot: true },
  { name: "gke-autopilot", title: "GKE Autopilot", vendors: ["nvidia", "google"], spot: true },
  { name: "eks", title: "EKS with node groups", vendors: ["nvidia", "aws", "habana"], spot: true },
  {
    name: "eks-karpenter",
    title: "EKS with Karpenter",
    vendors: ["nvidia", "amd", "aws", "habana"],
    spot: true,
  },
  { name: "eks-auto-mode", title: "EKS Auto Mode", vendors: ["nvidia", "aws"], spot: true },
  { name: "aks", title: "AKS node pools", vendors: ["nvidia", "amd"], spot: true },
  { name: "aks-nap", title: "AKS node auto-provisioning", vendors: ["nvidia", "amd"], spot: true },
  { name: "openshift", title: "OpenShift", vendors: ["nvidia"] },
  { name: "coreweave", title: "CoreWeave", vendors: ["nvidia"] },
  { name: "oke", title: "Oracle Kubernetes Engine", vendors: ["nvidia", "amd"], spot: true },
  { name: "doks", title: "DigitalOcean Kubernetes", vendors: ["nvidia", "amd"] },
  { name: "nebius", title: "Nebius Managed Kubernetes", vendors: ["nvidia"] },
  { name: "lke", title: "Akamai (Linode) Kubernetes Engine", vendors: ["nvidia"] },
  { name: "k3s", title: "k3s", vendors: ["nvidia"] },
  { name: "minikube", title: "minikube", vendors: ["nvidia"] },
];

/** What `generic` means for a vendor. */
export const GENERIC: Readonly<Partial<Record<Vendor, string>>> = {
  nvidia: "generic-nvidia",
  amd: "generic-amd",
  intel: "generic-intel",
  habana: "generic-intel",
};

/** Platforms that people name but that have nothing of their own that was verified. */
export const UNSUPPORTED: readonly UnsupportedPlatformRow[] = [
  nothingOfItsOwn("vultr", "Vultr Kubernetes Engine"),
  nothingOfItsOwn("lambda", "Lambda Kubernetes"),
  nothingOfItsOwn("kind", "kind"),
  onlyAutoscalerLabel("alicloud", "Alibaba Cloud Container Service"),
  onlyAutoscalerLabel("tencent", "Tencent Kubernetes Engine"),
  onlyAutoscalerLabel("baidu", "Baidu Cloud Container Engine"),
  onlyAutoscalerLabel("scaleway", "Scaleway Kapsule"),
  onlyAutoscalerLabel("ovh", "OVHcloud Managed Kubernetes"),
  onlyAutoscalerLabel("civo", "Civo Kubernetes"),
  onlyAutoscalerLabel("volcengine", "Volcengine Kubernetes Engine"),
];

function nothingOfItsOwn(name: string, title: string): UnsupportedPlatformRow {
  return {
    name,
    title,
    reason: "no GPU label or taint of its own was found in any source",
    instead: "generic-nvidia",
  };
}

function onlyAutoscalerLabel(name: string, title: string): UnsupportedPlatformRow {
  return {
    name,
    title,
    reason: "only the key of its cluster autoscaler's GPU label is known, not its values or taints",
    instead: "generic-nvidia",
  };
}

/**
 * Platforms whose GPU nodes carry no taint by default, with a label that only those nodes have.
 *
 * Not here: GKE and Autopilot taint their GPU nodes (except in clusters that have nothing else, where a CPU pod
 * must be let in), OKE and DOKS taint theirs; Intel's label is also on nodes with integrated graphics, which are most
 * nodes of some clusters; minikube has one node.
 */
export const KEEP_OFF: readonly KeepOffRow[] = [
  {
    platform: "generic-nvidia",
    value: { key: "nvidia.com/gpu.present", operator: "DoesNotExist" },
    reason: "nothing taints GPU nodes by default, and GPU Feature Discovery labels them",
    ...noted("official", "gfd", "k8s-dp-values"),
  },
  {
    platform: "generic-amd",
    value: { key: "amd.com/gpu.device-id", operator: "DoesNotExist" },
    reason: "nothing taints GPU nodes by default, and AMD's labeller labels them",
    ...noted("source-code", "amd-labeller"),
  },
  {
    platform: "eks",
    value: { key: "nvidia.com/gpu.present", operator: "DoesNotExist" },
    reason: "EKS does not taint GPU nodes; its AL2023 image (from 1.35) or GPU Feature Discovery labels them",
    ...noted("official", "eks-nodeadm", "gfd"),
  },
  {
    platform: "eks-karpenter",
    value: { key: "karpenter.k8s.aws/instance-gpu-count", operator: "DoesNotExist" },
    reason: "Karpenter does not taint GPU nodes, and labels them with their number of GPUs",
    ...noted("source-code", "karpenter-aws-labels"),
  },
  {
    platform: "eks-karpenter",
    vendor: "aws",
    value: { key: "karpenter.k8s.aws/instance-accelerator-count", operator: "DoesNotExist" },
    reason: "Karpenter does not taint nodes with Neuron devices, and labels them with their number",
    ...noted("source-code", "karpenter-aws-labels", "karpenter-aws-types"),
  },
  {
    platform: "eks-auto-mode",
    value: { key: "eks.amazonaws.com/instance-gpu-count", operator: "DoesNotExist" },
    reason: "Auto Mode does not taint GPU nodes, and labels them with their number of GPUs",
    ...noted("official", "eks-auto"),
  },
  {
    platform: "aks",
    value: { key: "kubernetes.azure.com/accelerator", operator: "DoesNotExist" },
    reason: "AKS does not taint GPU nodes, and labels them",
    ...noted("official", "aks-labels", "aks-gpu"),
  },
  {
    platform: "aks-nap",
    value: { key: "karpenter.azure.com/sku-gpu-manufacturer", operator: "DoesNotExist" },
    reason: "node auto-provisioning does not taint GPU nodes, and labels them with the maker of the GPU",
    ...noted("source-code", "aks-karp-labels"),
  },
  {
    platform: "coreweave",
    value: { key: "node.coreweave.cloud/class", operator: "NotIn", values: ["gpu"] },
    reason:
      "CoreWeave's taint does not keep pods off for certain, and every node says whether it is for GPUs",
    ...noted("official", "cw-sched"),
  },
  ...["openshift", "nebius", "lke", "k3s"].map(
    (platform): KeepOffRow => ({
      platform,
      value: { key: "nvidia.com/gpu.present", operator: "DoesNotExist" },
      reason: "nothing taints GPU nodes by default, and GPU Feature Discovery labels them",
      ...noted("official", "gfd", "k8s-dp-values"),
    }),
  ),
];
