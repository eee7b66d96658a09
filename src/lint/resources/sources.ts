import type { RuleSource } from "../rule.ts";

/** Pages of Kubernetes that several rules stand on. */
export const SCHEDULE_GPUS: RuleSource = {
  title: "Schedule GPUs",
  url: "https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/#using-device-plugins",
};

export const EXTENDED_RESOURCES: RuleSource = {
  title: "Assign Extended Resources to a Container",
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/extended-resource/",
};

export const EFFECTIVE_REQUESTS: RuleSource = {
  title: "Effective Pod requests and limits",
  url: "https://kubernetes.io/docs/concepts/resource-management/effective-pod-requests-limits/",
};

export const VALIDATION: RuleSource = {
  title: "kubernetes/kubernetes: validation of resources",
  url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go",
};

export const MANAGING_RESOURCES: RuleSource = {
  title: "Resource Management for Pods and Containers",
  url: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
};
