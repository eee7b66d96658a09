import type { Declarations } from "./declaration.ts";

const MIG_PROFILES = {
  title: "NVIDIA Multi-Instance GPU User Guide: supported profiles",
  url: "https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html",
};
const GKE_TPUS = {
  title: "TPUs in GKE",
  url: "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/tpus",
};

/** GPUs that were asked for and that, as far as the catalog knows, nobody can get. */
export const CATALOG_CODES = {
  "unknown-model": {
    severity: "error",
    title: "GPU model that the catalog does not have",
    why: "The labels and the size of a node follow from the exact GPU model, so gpuify does not guess one.",
    advice: "Name a model that `gpuify show models` lists.",
  },
  "model-needed": {
    severity: "error",
    title: "Platform that needs a GPU model",
    why: "The platform creates a node for a pod only when the pod names the model.",
    advice: "Name a model with `--gpu`.",
    sources: [
      {
        title: "GKE Autopilot: request GPUs",
        url: "https://cloud.google.com/kubernetes-engine/docs/how-to/autopilot-gpus",
      },
    ],
  },
  "resource-depends-on-driver": {
    severity: "error",
    title: "Resource that depends on the node's kernel driver",
    why: "A pod that asks for the resource of another driver stays Pending, so gpuify does not guess one.",
    advice: "Name a model with `--gpu`, or write the resource that the nodes offer into the manifest.",
    sources: [
      {
        title: "Intel GPU device plugin for Kubernetes: resources",
        url: "https://github.com/intel/intel-device-plugins-for-kubernetes/blob/main/cmd/gpu_plugin/README.md",
      },
    ],
  },
  "model-not-on-platform": {
    severity: "error",
    title: "GPU model that the platform does not have",
    why: "No source says how the platform offers the model, and an invented label leaves the pod Pending.",
    advice: "Name another model or platform, or leave the model out.",
  },
  "vendor-model-conflict": {
    severity: "error",
    title: "GPU model of another vendor",
    why: "The resource follows from the vendor and the labels from the model, and no node has both.",
    advice: "Leave the vendor out, or name a model of that vendor.",
  },
  "vendor-not-on-platform": {
    severity: "error",
    title: "Vendor that the platform does not have",
    why: "No node of the platform is known to offer the resource of the vendor, so the pod would stay Pending.",
    advice: "Name another vendor, or a platform that has the vendor's accelerators.",
  },
  "count-not-on-platform": {
    severity: "error",
    title: "More GPUs than a node has",
    why: "A pod runs on one node, and no node of the platform takes a pod with this number of devices.",
    advice: "Ask for a number of devices that one node has.",
    sources: [
      {
        title: "GKE Autopilot: request GPUs",
        url: "https://cloud.google.com/kubernetes-engine/docs/how-to/autopilot-gpus",
      },
      {
        title: "aws/karpenter-provider-aws#8064: two GPUs asked of machines with one",
        url: "https://github.com/aws/karpenter-provider-aws/issues/8064",
      },
    ],
  },
  "spot-not-on-platform": {
    severity: "error",
    title: "Platform without a label for spot capacity",
    why: "Spot capacity is a cloud offering, and each cloud has its own label for it.",
    advice: "Name the cloud with `--platform`, or leave `--spot` out.",
    sources: [
      {
        title: "Spot VMs in GKE",
        url: "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/spot-vms",
      },
      {
        title: "Azure Spot node pools in AKS",
        url: "https://learn.microsoft.com/en-us/azure/aks/spot-node-pool",
      },
    ],
  },
  "spot-not-for-model": {
    severity: "error",
    title: "GPUs that are never sold as spot capacity",
    why: "The machines that have these devices are never sold as spot capacity, so the pod would stay Pending.",
    advice: "Leave `--spot` out, or name another model or vendor.",
  },
  "topology-not-for-model": {
    severity: "error",
    title: "Topology without a TPU that has one",
    why: "Only slices of Cloud TPUs are asked for by their shape.",
    advice: "Leave `--topology` out, or name a TPU model with `--gpu`.",
    sources: [GKE_TPUS],
  },
  "topology-unknown": {
    severity: "error",
    title: "TPU topology that does not exist",
    why: "A pod takes all chips of its machine, and a slice is machines of 4 chips, or one machine.",
    advice: "Choose another topology, or another number of chips per pod with `--gpus`.",
    sources: [
      GKE_TPUS,
      {
        title: "Plan TPUs in GKE",
        url: "https://cloud.google.com/kubernetes-engine/docs/concepts/plan-tpus",
      },
    ],
  },
  "mig-unknown": {
    severity: "error",
    title: "MIG profile that does not exist",
    why: "The hardware fixes the profiles, so no node offers another one, and the pod would stay Pending.",
    advice: "Name a profile of the model, such as `1g.10gb`.",
    sources: [MIG_PROFILES],
  },
  "mig-not-for-model": {
    severity: "error",
    title: "MIG profile that the GPU does not have",
    why: "MIG is a feature of some NVIDIA GPUs, and each model has its own MIG profiles.",
    advice: "Leave `--mig` out, or name a model that has the profile.",
    sources: [MIG_PROFILES],
  },
  "mig-not-on-platform": {
    severity: "error",
    title: "MIG device on a platform without MIG",
    why: "No source says that nodes of the platform offer MIG devices, so the pod could stay Pending.",
    advice: "Leave `--mig` out for whole GPUs, or name another platform.",
  },
} as const satisfies Declarations;
