import type { Declarations } from "./declaration.ts";

/** What stands in the way of changing an object that is in a cluster already. */
export const LIVE_CODES = {
  "pod-immutable": {
    severity: "info",
    title: "Pod that cannot be changed in the cluster",
    why: "The API server rejects nearly every change to the spec of an existing Pod.",
    advice: "Replace the Pod or create it under another name; ignore this if it is not in the cluster yet.",
    sources: [
      {
        title: "Pods: pod update and replacement",
        url: "https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement",
      },
    ],
  },
  "job-template-immutable": {
    severity: "info",
    title: "Job field that cannot be changed in the cluster",
    why: "The API server rejects a change to the pod template, and to most other fields, of an existing Job.",
    advice: "Replace the Job or create it under another name; ignore this if it is not in the cluster yet.",
    sources: [
      {
        title: "kubernetes/kubernetes: validation of Jobs (ValidateJobSpecUpdate)",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/batch/validation/validation.go",
      },
    ],
  },
  "live-object-immutable": {
    severity: "warning",
    title: "Live object that can only be replaced",
    why: "The object has to be created anew, and the fields that the API server wrote into the live one do not belong in a new one.",
    advice: "Pass `--strip-live`, create the object under another name, then delete the live one.",
    sources: [
      {
        title: "Pods: pod update and replacement",
        url: "https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement",
      },
      {
        title: "kubernetes/kubernetes: validation of Jobs (ValidateJobSpecUpdate)",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/batch/validation/validation.go",
      },
    ],
  },
  "live-object-owned": {
    severity: "error",
    title: "Live object that a controller created",
    why: "The controller creates the next object from its own template, without this change.",
    advice: "Patch the manifest of the owner instead.",
    sources: [
      {
        title: "Kubernetes: owners and dependents",
        url: "https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/",
      },
    ],
  },
  "live-resource-version": {
    severity: "warning",
    title: "Manifest with a resourceVersion",
    why: "The API server accepts a change with a `resourceVersion` only while the live object still has that version.",
    advice: "Pass `--strip-live` to remove the fields that the cluster wrote.",
    sources: [
      {
        title: "Kubernetes API conventions: concurrency control and consistency",
        url: "https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#concurrency-control-and-consistency",
      },
    ],
  },
} as const satisfies Declarations;
