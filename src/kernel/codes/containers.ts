import type { Declarations } from "./declaration.ts";

const EFFECTIVE_REQUESTS = {
  title: "Effective Pod Requests and Limits",
  url: "https://kubernetes.io/docs/concepts/resource-management/effective-pod-requests-limits/",
};

/** Which container of a pod the accelerator belongs to. */
export const CONTAINER_CODES = {
  "no-container": {
    severity: "error",
    title: "Pod without containers",
    why: "A GPU is asked for by a container, and the API server rejects a pod that has none.",
    advice: "Add the containers, or leave this object out with `--select`.",
    sources: [
      {
        title: "kubernetes/kubernetes: validateContainers",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go",
      },
    ],
  },
  "unknown-container": {
    severity: "error",
    title: "Container name not in the pod",
    why: "GPUs, CPU and memory are written for the container that you name, and gpuify does not choose another one instead.",
    advice: "Name one of the pod's containers.",
  },
  "ambiguous-container": {
    severity: "error",
    title: "Several containers could be meant",
    why: "Each container has its own resources, and gpuify does not guess which one uses the GPU.",
    advice: "Pass `--container NAME`.",
  },
  "gpus-for-several-containers": {
    severity: "error",
    title: "One number of GPUs for several containers",
    why: "A number of GPUs per pod does not tell how they are divided among the containers.",
    advice: "Change the counts in the manifest, or keep the accelerator in one container only.",
  },
  "gpu-on-another-container": {
    severity: "error",
    title: "GPU on another container than the one meant",
    why: "Containers do not share devices: each one that asks for a GPU gets its own, and the node must have the sum free.",
    advice:
      "Remove it from the manifest. If both need GPUs, set their counts there and name neither a container nor a number of GPUs.",
    sources: [EFFECTIVE_REQUESTS],
  },
  "gpu-taken-from-sidecar": {
    severity: "warning",
    title: "GPU removed from a sidecar",
    why: "Each container that asks for a GPU gets its own, and a sidecar such as a proxy or a log agent does not use one.",
    advice:
      "If it does need a GPU, set the counts in the manifest and name neither a container nor a number of GPUs.",
    sources: [EFFECTIVE_REQUESTS],
  },
} as const satisfies Declarations;
