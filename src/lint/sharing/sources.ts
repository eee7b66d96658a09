import type { SourcePage } from "../../kernel/codes/declaration.ts";

/** Pages that several rules stand on. */
export const MIG_PROFILES: SourcePage = {
  title: "NVIDIA Multi-Instance GPU User Guide: supported profiles",
  url: "https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html",
};

export const MIG_CUDA: SourcePage = {
  title: "NVIDIA Multi-Instance GPU User Guide: CUDA device enumeration",
  url: "https://docs.nvidia.com/datacenter/tesla/mig-user-guide/mig-device-names.html",
};

export const MIG_TWO_PROFILES: SourcePage = {
  title: "NVIDIA/k8s-device-plugin#728: two MIG profiles in one container",
  url: "https://github.com/NVIDIA/k8s-device-plugin/issues/728",
};

export const EKS_MIG: SourcePage = {
  title: "Use multi-instance GPUs (MIG) with NVIDIA GPUs on Amazon EKS",
  url: "https://docs.aws.amazon.com/eks/latest/userguide/device-management-nvidia-mig.html",
};

export const GKE_SHARING: SourcePage = {
  title: "About GPU sharing strategies in GKE",
  url: "https://cloud.google.com/kubernetes-engine/docs/concepts/timesharing-gpus",
};

export const DEVICE_PLUGIN: SourcePage = {
  title: "NVIDIA device plugin for Kubernetes",
  url: "https://github.com/NVIDIA/k8s-device-plugin#shared-access-to-gpus",
};

export const DRA_API: SourcePage = {
  title: "DRA API Objects",
  url: "https://kubernetes.io/docs/concepts/resource-management/dynamic-resource-allocation/dra-api/",
};
