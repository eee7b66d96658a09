import type { Declarations } from "./declaration.ts";

const EMPTY_DIR = {
  title: "Volumes: emptyDir",
  url: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
};

const KARPENTER_DISRUPTION = {
  title: "Karpenter: disruption",
  url: "https://karpenter.sh/docs/concepts/disruption/",
};

const SAFE_TO_EVICT = {
  title: "Cluster Autoscaler FAQ: what types of pods can prevent CA from removing a node",
  url: "https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-types-of-pods-can-prevent-ca-from-removing-a-node",
};

/** What the training profile writes, what stays of it under another profile, and updates of live objects. */
export const TRAINING_CODES = {
  "shm-size-invalid": {
    severity: "error",
    title: "Invalid size of shared memory",
    why: "The size becomes the `sizeLimit` of a volume, which is a Kubernetes quantity, and must be above 0.",
    advice: "Give a quantity such as `16Gi`.",
    sources: [
      {
        title: "Kubernetes API: Quantity",
        url: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
      },
    ],
  },
  "not-retried": {
    severity: "info",
    title: "Run that is tried once",
    why: "The kind does not retry on its own, so a run that is preempted or evicted has failed.",
    advice: "Set the kind's own number of retries if runs can go on from a checkpoint.",
  },
  "shm-by-operator": {
    severity: "info",
    title: "Shared memory that an operator mounts",
    why: "The operator of the kind mounts memory at /dev/shm itself, and a second volume there would conflict with it.",
    advice: "Set the size where the operator takes it from.",
  },
  "shm-is-another-volume": {
    severity: "warning",
    title: "Another volume at the place of shared memory",
    why: "Only an `emptyDir` with `medium: Memory` is shared memory; what programs write to another volume there goes to its storage.",
    advice: "Remove the mount, and gpuify adds one in memory.",
    sources: [EMPTY_DIR],
  },
  "drain-needs-flag": {
    severity: "info",
    title: "Shared memory needs a flag of `kubectl drain`",
    why: "`kubectl drain` stops at pods with an `emptyDir`, because its data is lost with the pod, and shared memory is such a volume.",
    advice:
      "Pass `--delete-emptydir-data` when you drain a node; shared memory holds nothing that has to outlive the pod.",
    sources: [
      {
        title: "kubectl drain",
        url: "https://kubernetes.io/docs/reference/kubectl/generated/kubectl_drain/",
      },
    ],
  },
  "shared-memory-stays": {
    severity: "info",
    title: "Shared memory of a training run may be left",
    why: "gpuify removes only shared memory that is exactly as the training profile writes it, without a size or a comment.",
    advice:
      "Remove the volume and its mount if they are left from a training run: one GPU does not need them.",
    sources: [EMPTY_DIR],
  },

  "may-be-evicted": {
    severity: "info",
    title: "Annotation that allows eviction",
    why: "A node autoscaler may end the run to save or replace a node, and what the run computed since its last checkpoint is lost.",
    advice:
      "Remove the annotation if the run should not be interrupted, and gpuify writes one that protects it.",
    sources: [SAFE_TO_EVICT, KARPENTER_DISRUPTION],
  },
  "spot-signal-delayed": {
    severity: "warning",
    title: "Annotation that delays the signal of a spot reclaim",
    why: "Karpenter does not drain pods that have it, and the cloud takes the machine back all the same: the run gets little time to save its work.",
    advice: "Remove the annotation for runs on spot nodes.",
    sources: [KARPENTER_DISRUPTION],
  },
  "eviction-annotations-gone": {
    severity: "info",
    title: "Annotations against eviction removed",
    why: "They are as the training profile writes them, and only a run that would start over needs them: they keep autoscalers from freeing nodes.",
    advice: "Write them again if they were your own: this profile keeps them then.",
    sources: [SAFE_TO_EVICT, KARPENTER_DISRUPTION],
  },
  "eviction-annotations-stay": {
    severity: "info",
    title: "Annotations against eviction kept",
    why: "They keep node autoscalers from moving the pods and freeing their nodes, which a workload that is no training run rarely needs.",
    advice: "Remove them if a training run left them.",
    sources: [SAFE_TO_EVICT, KARPENTER_DISRUPTION],
  },

  "training-retries-gone": {
    severity: "info",
    title: "Retries of the training profile removed",
    why: "They stand last in the Job's spec, exactly as the training profile writes them, so gpuify takes them for its own.",
    advice: "Write retries of your own further up in the spec, where gpuify leaves them alone.",
  },
  "training-retries-stay": {
    severity: "info",
    title: "Pod failure policy kept",
    why: "The training profile writes the policy with a number of retries. Without that number, it may as well be your own.",
    advice: "Remove it if a training run left it.",
  },
  "restore-unreadable": {
    severity: "error",
    title: "Record of an earlier run is unreadable",
    why: "What was recorded there, such as the number of GPUs, cannot be given back.",
    advice: "Restore its text from version control, or remove the annotation.",
  },

  "field-immutable": {
    severity: "warning",
    title: "Field that a live object cannot change",
    why: "The API server allows some fields to be set only when an object is created, and rejects the whole update if one of them differs.",
    advice:
      "Delete the live one first (`kubectl delete --cascade=orphan` keeps its pods), or give the new one another name.",
    sources: [
      {
        title: "kubernetes/kubernetes: ValidateStatefulSetUpdate, ValidateDeploymentUpdate",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/validation/validation.go",
      },
    ],
  },
  "generate-name": {
    severity: "info",
    title: "Generated name, which `kubectl apply` refuses",
    why: "`kubectl apply` finds the live object by its name, and with `generateName` the API server makes up a new one each time.",
    advice: "Use `kubectl create -f`, or write a fixed `metadata.name`.",
    sources: [
      {
        title: "Kubernetes API concepts: generated values",
        url: "https://kubernetes.io/docs/reference/using-api/api-concepts/#generated-values",
      },
    ],
  },
} as const satisfies Declarations;
