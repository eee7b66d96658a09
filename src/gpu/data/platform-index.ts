import { noted } from "../provenance.ts";
import type { KeepOffRow } from "../rows.ts";
import type { Vendor } from "../types.ts";

/** What is known of every platform before its tables are loaded. */
export interface PlatformIndexRow {
  readonly name: string;
  readonly title: string;
  /** Vendors whose GPUs can be placed there; the first is the default. */
  readonly vendors: readonly Vendor[];
}

/** All platforms, in the order in which they are listed to users. */
export const PLATFORM_INDEX: readonly PlatformIndexRow[] = [
  {
    name: "generic-nvidia",
    title: "any cluster with NVIDIA's device plugin or GPU Operator",
    vendors: ["nvidia"],
  },
  { name: "generic-amd", title: "any cluster with AMD's device plugin or GPU Operator", vendors: ["amd"] },
  { name: "generic-intel", title: "any cluster with Intel's device plugins", vendors: ["intel"] },
  { name: "gke", title: "GKE Standard", vendors: ["nvidia"] },
  { name: "gke-autopilot", title: "GKE Autopilot", vendors: ["nvidia"] },
  { name: "eks", title: "EKS with node groups", vendors: ["nvidia"] },
  { name: "eks-karpenter", title: "EKS with Karpenter", vendors: ["nvidia", "amd"] },
  { name: "eks-auto-mode", title: "EKS Auto Mode", vendors: ["nvidia"] },
  { name: "aks", title: "AKS node pools", vendors: ["nvidia", "amd"] },
];

/** What `generic` means for a vendor. */
export const GENERIC: Readonly<Partial<Record<Vendor, string>>> = {
  nvidia: "generic-nvidia",
  amd: "generic-amd",
  intel: "generic-intel",
};

/**
 * Platforms whose GPU nodes carry no taint by default, with a label that only those nodes have.
 *
 * Not here: GKE and Autopilot taint their GPU nodes (except in clusters that have nothing else, where a CPU pod
 * must be let in); Intel's label is also on nodes with integrated graphics, which are most nodes of some clusters.
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
];
