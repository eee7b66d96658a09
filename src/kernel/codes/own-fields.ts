import type { Declarations } from "./declaration.ts";

/** Fields of a config's own, such as labels and variables, that cannot be written as they are. */
export const OWN_FIELDS_CODES = {
  "own-field-for-gpus": {
    severity: "warning",
    title: "Config field for GPU pods in a CPU profile",
    why: "The profile takes such fields off pods that run on CPUs, so they are not written.",
    advice: "Move them to a profile that extends `continuous` or `training`.",
  },
  "own-key-reserved": {
    severity: "warning",
    title: "Config that sets a key of gpuify",
    why: "gpuify reads its keys from workloads, so a written one would change what the next run does.",
    advice: "Use a rule of the config, or annotate the workload itself.",
  },
  "own-label-selected": {
    severity: "warning",
    title: "Config label that breaks the selector",
    why: "The API server rejects a workload whose selector does not match its own pods.",
    advice: "Remove the label from the config, or narrow the rule to workloads that do not select by it.",
    sources: [
      {
        title: "Deployments: selector",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector",
      },
      {
        title: "kubernetes/kubernetes: validation of workloads",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/validation/validation.go",
      },
    ],
  },
  "own-selector-left-out": {
    severity: "warning",
    title: "Config node selector against the GPUs",
    why: "Both together would match no node, and the pod would stay Pending.",
    advice: "Correct the selector in the config, or the model and the platform.",
    sources: [
      {
        title: "Assigning pods to nodes: nodeSelector",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodeselector",
      },
    ],
  },
  "variable-refers-below": {
    severity: "warning",
    title: "Variable that refers to a later one",
    why: "The kubelet resolves references only to variables above, so this one stays in the value as it is written.",
    advice: "Move the variable below the one that it refers to.",
    sources: [
      {
        title: "Kubernetes: define dependent environment variables",
        url: "https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/",
      },
    ],
  },
} as const satisfies Declarations;
