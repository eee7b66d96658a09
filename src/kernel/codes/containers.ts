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
  "unknown-role": {
    severity: "error",
    title: "Role name not in the workload",
    why: "The pods of each role are described by themselves, and gpuify does not choose another role instead.",
    advice: "Name one of the workload's roles; `gpuify show kinds NAME` lists those of a kind.",
  },
  "ambiguous-role": {
    severity: "error",
    title: "Several roles could be meant",
    why: "Each role has its own pods, and giving GPUs to all of them could cost several times what is needed.",
    advice: "Pass `--role NAME`, or set the annotation `gpuify.dev/role`.",
  },
  "no-role-computes": {
    severity: "warning",
    title: "No role that computes",
    why: "Some pods only coordinate others or download models, and a GPU would idle there.",
    advice: "Pass `--role NAME`, or set the annotation `gpuify.dev/role`, if they do compute.",
  },
  "gpus-in-base": {
    severity: "info",
    title: "GPUs that another object asks for",
    why: "Some kinds are laid over a runtime or a configuration that other objects share, and a number of GPUs written here takes the place of the number there.",
    advice: "Patch the object that has the GPUs, or pass `--gpus N` to write them here.",
  },
  "kind-by-shape": {
    severity: "info",
    title: "Custom resource that gpuify does not know",
    why: "Of a kind without a description only the pods can be told, by their containers: not how many there are, which of them compute, or how the kind retries and scales.",
    advice: "Describe the kind under `kinds:` in gpuify.yaml.",
  },
  "gpus-elsewhere": {
    severity: "info",
    title: "GPUs that another field decides about",
    why: "Some kinds take the number and model of GPUs from a machine type or a profile of their operator, and write the resources, selectors and tolerations themselves.",
    advice: "Change that field to change the GPUs.",
  },
  "field-not-in-kind": {
    severity: "warning",
    title: "Field that the kind cannot carry",
    why: "A kind that describes pods in its own way has only some of the fields of a pod, and its API drops or rejects the others.",
    advice: "Set it where the operator of the kind takes it from.",
  },
  "field-denied": {
    severity: "error",
    title: "Field that a webhook rejects by default",
    why: "Knative Serving accepts only some fields of a pod unless a flag of its configuration allows them, and rejects the whole object otherwise.",
    advice: "Set the flag in its ConfigMap, and add that ConfigMap to the input.",
    sources: [
      {
        title: "Knative Serving: feature and extension flags",
        url: "https://knative.dev/docs/serving/configuration/feature-flags/",
      },
    ],
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
