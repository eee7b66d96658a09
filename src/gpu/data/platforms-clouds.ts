import { lookedUp, noted } from "../provenance.ts";
import type { PlatformRow, Sourced } from "../rows.ts";
import type { Toleration } from "../types.ts";
import { DO_NOT_DISRUPT, SAFE_TO_EVICT } from "./traces.ts";

const arm64: Sourced<Toleration> = {
  value: { key: "kubernetes.io/arch", operator: "Equal", value: "arm64", effect: "NoSchedule" },
  ...noted("source-code", "gke-nap", "gke-accel"),
};

const amdToleration: Sourced<Toleration> = {
  value: { key: "amd.com/gpu", operator: "Exists", effect: "NoSchedule" },
  ...noted("source-code", "amd-labeller", "amd-dp", "amd-operator"),
};

const eksNvidiaToleration: Sourced<Toleration> = {
  value: { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
  ...noted("official", "eks-ml"),
};

const skuToleration: Sourced<Toleration> = {
  value: { key: "sku", operator: "Equal", value: "gpu", effect: "NoSchedule" },
  ...noted("official", "aks-gpu"),
};

const gkeSpotLabel = {
  value: { key: "cloud.google.com/gke-spot", value: "true" },
  ...noted("source-code", "gke-labels", "gke-preempt"),
};

const karpenterSpotLabel = {
  value: { key: "karpenter.sh/capacity-type", value: "spot" },
  ...noted("source-code", "karpenter-core", "karpenter-aws-labels"),
};

const googlePlatforms: readonly PlatformRow[] = [
  {
    name: "gke",
    title: "GKE Standard",
    resources: { nvidia: "nvidia.com/gpu" },
    tolerations: {},
    injected: {
      value: "GKE tolerates the nvidia.com/gpu taint for every pod that requests the resource",
      ...noted("official", "gke-docs-gpu"),
    },
    arm64Toleration: arm64,
    vendorLabel: {},
    noModelReason:
      "no model is named, and the nvidia.com/gpu limit already restricts the pod to GPU nodes; GKE has no label that says only that a node has GPUs",
    modelRequired: null,
    spot: {
      label: gkeSpotLabel,
      tolerations: [
        {
          value: { key: "cloud.google.com/gke-spot", operator: "Equal", value: "true", effect: "NoSchedule" },
          ...noted("source-code", "gke-preempt"),
        },
      ],
      noticeSeconds: 15,
    },
    evictionAnnotations: [SAFE_TO_EVICT],
    countRule: "up-to-machine",
    ...noted("source-code", "gke-labels", "gke-gpu-machines", "gke-machines", "gke-docs-gpu", "gke-nap"),
  },
  {
    name: "gke-autopilot",
    title: "GKE Autopilot",
    resources: { nvidia: "nvidia.com/gpu" },
    tolerations: {},
    injected: {
      value: "Autopilot adds the tolerations of its GPU nodes to the pod",
      ...noted("official", "gke-docs-autopilot-gpu"),
    },
    arm64Toleration: arm64,
    vendorLabel: {},
    noModelReason: "",
    modelRequired: {
      value: "Autopilot creates the node for the pod, and rejects a GPU pod that does not say which GPU",
      ...noted("official", "gke-docs-autopilot-gpu"),
    },
    spot: { label: gkeSpotLabel, tolerations: [], noticeSeconds: 15 },
    evictionAnnotations: [SAFE_TO_EVICT],
    launcher: { value: "Autopilot", ...noted("official", "gke-docs-autopilot-gpu") },
    countRule: "whole-machine",
    ...noted("official", "gke-docs-autopilot-gpu", "gke-docs-sharing", "gke-labels"),
  },
];

const awsPlatforms: readonly PlatformRow[] = [
  {
    name: "eks",
    title: "EKS with managed or self-managed node groups",
    resources: { nvidia: "nvidia.com/gpu" },
    tolerations: { nvidia: [eksNvidiaToleration] },
    injected: null,
    arm64Toleration: null,
    vendorLabel: {},
    noModelReason:
      "no model is named, and the nvidia.com/gpu limit already restricts the pod to GPU nodes; node groups have no label that always says that a node has GPUs",
    modelRequired: null,
    spot: {
      label: {
        value: { key: "eks.amazonaws.com/capacityType", value: "SPOT" },
        ...noted("official", "eks-ml", "ca-aws"),
      },
      tolerations: [],
      noticeSeconds: null,
    },
    evictionAnnotations: [SAFE_TO_EVICT],
    countRule: "up-to-machine",
    ...noted("official", "eks-ml", "eks-nodeadm", "ca-aws"),
  },
  {
    name: "eks-karpenter",
    title: "EKS with Karpenter",
    resources: { nvidia: "nvidia.com/gpu", amd: "amd.com/gpu" },
    tolerations: { nvidia: [eksNvidiaToleration], amd: [amdToleration] },
    injected: null,
    arm64Toleration: null,
    vendorLabel: {
      nvidia: {
        value: { key: "karpenter.k8s.aws/instance-gpu-manufacturer", value: "nvidia" },
        ...noted("source-code", "karpenter-aws-labels", "karpenter-aws-types"),
      },
      amd: {
        value: { key: "karpenter.k8s.aws/instance-gpu-manufacturer", value: "amd" },
        ...noted("source-code", "karpenter-aws-labels", "karpenter-aws-types"),
      },
    },
    noModelReason: "",
    modelRequired: null,
    spot: { label: karpenterSpotLabel, tolerations: [], noticeSeconds: null },
    evictionAnnotations: [DO_NOT_DISRUPT],
    launcher: { value: "Karpenter", ...noted("source-code", "karpenter-aws-sched") },
    countRule: "up-to-machine",
    ...noted("source-code", "karpenter-aws-labels", "karpenter-aws-types", "karpenter-aws-sched"),
  },
  {
    name: "eks-auto-mode",
    title: "EKS Auto Mode",
    resources: { nvidia: "nvidia.com/gpu" },
    tolerations: { nvidia: [eksNvidiaToleration] },
    injected: null,
    arm64Toleration: null,
    vendorLabel: {
      nvidia: {
        value: { key: "eks.amazonaws.com/instance-gpu-manufacturer", value: "nvidia" },
        ...lookedUp("official", "eks-auto"),
      },
    },
    noModelReason: "",
    modelRequired: null,
    spot: { label: karpenterSpotLabel, tolerations: [], noticeSeconds: null },
    evictionAnnotations: [DO_NOT_DISRUPT],
    launcher: { value: "Auto Mode", ...noted("official", "eks-auto") },
    countRule: "up-to-machine",
    ...noted("official", "eks-auto", "eks-ml"),
  },
];

const azurePlatforms: readonly PlatformRow[] = [
  {
    name: "aks",
    title: "AKS node pools with the cluster autoscaler",
    resources: { nvidia: "nvidia.com/gpu", amd: "amd.com/gpu" },
    tolerations: {
      nvidia: [
        skuToleration,
        {
          value: { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
          ...noted("official", "aks-best"),
        },
      ],
      amd: [skuToleration, amdToleration],
    },
    injected: null,
    arm64Toleration: null,
    vendorLabel: {
      nvidia: {
        value: { key: "kubernetes.azure.com/accelerator", value: "nvidia" },
        ...noted("official", "aks-labels", "aks-gpu"),
      },
    },
    noModelReason:
      "no model is named, and the amd.com/gpu limit already restricts the pod to AMD nodes; AKS's accelerator label is documented for NVIDIA only",
    modelRequired: null,
    spot: {
      // The key is deprecated as a label, but the nodes have it, old and new, and the taint has the same name.
      label: {
        value: { key: "kubernetes.azure.com/scalesetpriority", value: "spot" },
        ...noted("official", "aks-spot", "aks-labels"),
      },
      tolerations: [
        {
          value: {
            key: "kubernetes.azure.com/scalesetpriority",
            operator: "Equal",
            value: "spot",
            effect: "NoSchedule",
          },
          ...noted("official", "aks-spot"),
        },
      ],
      noticeSeconds: null,
    },
    evictionAnnotations: [SAFE_TO_EVICT],
    countRule: "up-to-machine",
    ...noted("official", "aks-gpu", "aks-amd", "aks-labels", "aks-spot", "aks-best", "ca-azure"),
  },
];

/** The clouds. Loaded only when a platform or model is named. */
export const CLOUD_PLATFORMS: readonly PlatformRow[] = [
  ...googlePlatforms,
  ...awsPlatforms,
  ...azurePlatforms,
];
