import type { SourcePage } from "../../kernel/codes/declaration.ts";

/** Pages of Kubernetes that several rules stand on. */
export const SCHEDULE_GPUS: SourcePage = {
  title: "Schedule GPUs",
  url: "https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/#using-device-plugins",
};

export const EXTENDED_RESOURCES: SourcePage = {
  title: "Assign Extended Resources to a Container",
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/extended-resource/",
};

export const EFFECTIVE_REQUESTS: SourcePage = {
  title: "Effective Pod requests and limits",
  url: "https://kubernetes.io/docs/concepts/resource-management/effective-pod-requests-limits/",
};

export const VALIDATION: SourcePage = {
  title: "kubernetes/kubernetes: validation of resources",
  url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go",
};

export const MANAGING_RESOURCES: SourcePage = {
  title: "Resource Management for Pods and Containers",
  url: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
};
