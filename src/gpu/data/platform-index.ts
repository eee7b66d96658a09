import type { UnsupportedPlatformRow } from "../rows.ts";
import type { Vendor } from "../types.ts";

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
