import type { Declarations } from "./declaration.ts";

const DEVICE_PLUGIN_SHARING = {
  title: "NVIDIA device plugin for Kubernetes: shared access to GPUs",
  url: "https://github.com/NVIDIA/k8s-device-plugin#shared-access-to-gpus",
};

const DRA_API = {
  title: "DRA API Objects",
  url: "https://kubernetes.io/docs/concepts/resource-management/dynamic-resource-allocation/dra-api/",
};

const KAI_SHARES = {
  title: "KAI Scheduler: GPU sharing",
  url: "https://github.com/NVIDIA/KAI-Scheduler/blob/main/docs/gpu-sharing/README.md",
};

/** How many devices a pod gets, of which kind, and whether by a limit or by a claim. */
export const DEVICE_CODES = {
  "no-gpus-asked": {
    severity: "error",
    title: "Zero GPUs for a GPU profile",
    why: "This profile is for workloads that use a GPU, and a count of 0 would leave the container without one.",
    advice: "Use `-p bursty` to move the workload to CPUs, or ask for at least 1.",
  },
  "gpu-auto-undecided": {
    severity: "error",
    title: "GPU model that cannot be chosen",
    why: "`--gpu auto` chooses the smallest GPU of the platform that fits the model in the command at its length. It does not guess.",
    advice: "Name the GPU: `--gpu MODEL`.",
  },
  "program-gpus-undecided": {
    severity: "warning",
    title: "Number of GPUs that a program needs is unknown",
    why: "A server that splits its model over more GPUs than the container has exits at startup.",
    advice: "Pass `--gpus N`, or write the number into the command.",
  },
  "unknown-vendor": {
    severity: "error",
    title: "Unknown vendor",
    why: "gpuify places only accelerators of vendors whose resources, labels and taints its catalog knows.",
    advice: "Pass `--vendor` with nvidia, amd, intel, habana, google or aws.",
  },
  "render-first": {
    severity: "error",
    title: "Placeholder where the value is needed",
    why: "The value is not known until the manifest is rendered.",
    advice: "Render the manifest first, and pipe the result into gpuify.",
  },
  "second-accelerator": {
    severity: "error",
    title: "Different kinds of accelerators in one pod",
    why: "All containers of a pod run on one node. The API server accepts the pod, but it stays Pending where no node offers both kinds.",
    advice: "Keep one kind of accelerator in the pod.",
    sources: [
      {
        title: "Pods",
        url: "https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers",
      },
    ],
  },

  "shared-gpu-count": {
    severity: "error",
    title: "Several shares of a shared GPU",
    why: "The device plugin may reject the pod, or give it two shares of one GPU, which are no faster than one share.",
    advice: "Add `--gpu MODEL` for whole GPUs, or leave `--gpus` out.",
    sources: [
      DEVICE_PLUGIN_SHARING,
      {
        title: "About GPU sharing strategies in GKE",
        url: "https://cloud.google.com/kubernetes-engine/docs/concepts/timesharing-gpus",
      },
    ],
  },
  "part-becomes-whole-gpu": {
    severity: "warning",
    title: "Part of a GPU becomes a whole GPU",
    why: "A part of a GPU does not tell how many whole GPUs do the same work, so gpuify asks for one.",
    advice: "Pass `--gpus N` for another number.",
  },
  "whole-gpus-become-part": {
    severity: "warning",
    title: "Several whole GPUs become one MIG device",
    why: "Several whole GPUs do not tell how many MIG devices do the same work, so gpuify asks for one.",
    advice: "Pass `--gpus N` for another number.",
  },
  "mig-devices-apart": {
    severity: "warning",
    title: "Training on several MIG devices",
    why: "MIG devices have no peer-to-peer access to each other, so NCCL fails or falls back to the network.",
    advice: "Pass `--gpu MODEL` for whole GPUs, or use one MIG device per pod.",
    sources: [
      {
        title: "NVIDIA Multi-Instance GPU User Guide: deployment considerations",
        url: "https://docs.nvidia.com/datacenter/tesla/mig-user-guide/deployment-considerations.html",
      },
      {
        title: "Use multi-instance GPUs (MIG) with NVIDIA GPUs on Amazon EKS",
        url: "https://docs.aws.amazon.com/eks/latest/userguide/device-management-nvidia-mig.html",
      },
    ],
  },

  "gpu-by-claim": {
    severity: "error",
    title: "Count or model beside a resource claim",
    why: "The claim already asks for the devices. A limit beside it would be a second accelerator, and the pod would stay Pending where no node has both.",
    advice: "Change the ResourceClaim or ResourceClaimTemplate, or remove the claim first.",
    sources: [
      DRA_API,
      {
        title: "KEP-5004: DRA extended resources",
        url: "https://github.com/kubernetes/enhancements/tree/master/keps/sig-scheduling/5004-dra-extended-resource",
      },
    ],
  },
  "gpu-by-annotation": {
    severity: "error",
    title: "Count, model or limit beside an annotated share of a GPU",
    why: "The admission of KAI and Run:ai rejects a pod that has a limit for whole GPUs beside the annotation.",
    advice: "Remove the annotations of the share first.",
    sources: [KAI_SHARES],
  },
  "gpu-share-kept": {
    severity: "info",
    title: "Share of a GPU by annotation kept",
    why: "The scheduler gives the pod its share without a limit, and its admission rejects a limit for whole GPUs beside the annotation.",
    advice: "Remove the annotations of the share to get whole GPUs.",
    sources: [KAI_SHARES],
  },
  "claim-not-in-pod": {
    severity: "error",
    title: "Container uses a claim that the pod lacks",
    why: "The API server rejects the pod, and gpuify does not know whether the claim is for a GPU.",
    advice: "Add the claim to the pod's `resourceClaims`, or remove it from the container.",
    sources: [
      DRA_API,
      {
        title: "Kubernetes API: PodSpec, resourceClaims",
        url: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec",
      },
    ],
  },
  "claim-not-in-input": {
    severity: "error",
    title: "Resource claim not in the input",
    why: "Only the ResourceClaim or ResourceClaimTemplate says which devices the pod gets, so gpuify does not know whether it has a GPU.",
    advice: "Also pass the file with the ResourceClaim or ResourceClaimTemplate.",
    sources: [DRA_API],
  },
  "resource-unclear": {
    severity: "error",
    title: "Resource that may be a GPU",
    why: "The domain of the resource holds GPUs and other devices, or its name reads like a GPU, so gpuify does not know whether the pod has one.",
    advice: "Add the resource to `resources` in gpuify.yaml, as `gpu` or as `other`.",
    sources: [
      {
        title: "Mellanox/network-operator: network devices under nvidia.com/",
        url: "https://github.com/Mellanox/network-operator/blob/master/example/hostdevice-network-pod1.yml",
      },
    ],
  },
  "device-class-unknown": {
    severity: "error",
    title: "Device class that may be a GPU",
    why: "A DeviceClass can stand for any kind of device, so gpuify does not know whether the pod has a GPU.",
    advice: "Add the class to `deviceClasses` in gpuify.yaml, as `gpu` or as `other`.",
    sources: [DRA_API],
  },
} as const satisfies Declarations;
