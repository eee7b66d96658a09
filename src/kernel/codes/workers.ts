import type { Declarations } from "./declaration.ts";

const INDEXED_JOB = {
  title: "Jobs: completion mode",
  url: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode",
};

const PER_INDEX = {
  title: "Jobs: backoff limit per index",
  url: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#backoff-limit-per-index",
};

const JOB_VALIDATION = {
  title: "kubernetes/kubernetes: validateJobSpec",
  url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/batch/validation/validation.go",
};

/** How many workers a Job has, and whether they start, run and end as one group. */
export const WORKER_CODES = {
  "workers-need-a-role": {
    severity: "error",
    title: "Workers without the role that they would be",
    why: "The number of workers is a field of a role, and gpuify does not make up the pods of a role.",
    advice: "Add the role with its pod template.",
  },
  "workers-by-operator": {
    severity: "info",
    title: "Workers that an operator brings together",
    why: "Operators for training number their pods, give them stable names and set the variables that frameworks read.",
    advice: "Nothing is left to do; a second Service or second variables would only get in the way.",
  },
  "workers-need-a-job": {
    severity: "error",
    title: "Workers of a kind that is no Job",
    why: "Workers are numbered pods that start together and run to an end, which an Indexed Job is made for.",
    advice: "Make it a Job, or leave it out with `--select job`.",
    sources: [INDEXED_JOB],
  },
  "workers-without-name": {
    severity: "error",
    title: "Workers of an object without a name",
    why: "Each worker is reached under a host name that begins with the name of the Job.",
    advice: "Give the object a `metadata.name`.",
    sources: [INDEXED_JOB],
  },
  "workers-name": {
    severity: "error",
    title: "Name that cannot be part of a host name",
    why: "Each pod is reached as `<job>-<index>.<service>`, and its host name is one DNS label: at most 63 characters, without dots.",
    advice: "Give it a shorter name without dots.",
    sources: [INDEXED_JOB],
  },

  "workers-and-completions": {
    severity: "error",
    title: "Completions that differ from the workers",
    why: "A group of workers is one run with one completion per worker, so another number would change how often the work is done.",
    advice: "Ask for as many workers as there are completions, or remove `completions`.",
    sources: [INDEXED_JOB],
  },
  "workers-and-parallelism": {
    severity: "error",
    title: "Parallelism that differs from the workers",
    why: "Workers wait until all of them are there, so as many pods must run at once as there are workers.",
    advice: "Set `parallelism` to the number of workers, or remove it.",
  },
  "workers-and-failed-indexes": {
    severity: "error",
    title: "More failed indexes allowed than workers",
    why: "The API server rejects a `maxFailedIndexes` above the number of completions.",
    advice:
      "Set `maxFailedIndexes: 0`, which ends the Job when one worker is given up: the others would wait for it.",
    sources: [JOB_VALIDATION, PER_INDEX],
  },
  "workers-count-differs": {
    severity: "warning",
    title: "Workers told another number than there are",
    why: "The workers wait for the number that `NNODES` says, and for ones that do not exist they wait in vain.",
    advice: "Pass `--workers N`, which writes all numbers again.",
  },
  "workers-stay": {
    severity: "warning",
    title: "Group of workers kept",
    why: "Without its completion mode, variables and Service the pods would not share the work: each would do all of it.",
    advice: "Undo what was changed by hand, and run gpuify again.",
  },

  "one-per-node-without-workers": {
    severity: "error",
    title: "A node for each pod of no group",
    why: "The pods are kept apart by the label of their group, which only `--workers` writes.",
    advice: "Pass `--workers N` with N above 1 too, or set `workers` beside `onePerNode` in gpuify.yaml.",
  },
  "one-per-node-across-runs": {
    severity: "info",
    title: "Runs whose workers share no node",
    why: "All runs of a CronJob, and of a Job with a generated name, have pods with the same label, and the anti-affinity keeps all of them apart.",
    advice: "Set `concurrencyPolicy: Forbid`, or have nodes for the workers of all runs at once.",
    sources: [
      {
        title: "Assigning pods to nodes: inter-pod affinity and anti-affinity",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity",
      },
    ],
  },

  "workers-retried-alone": {
    severity: "warning",
    title: "Workers with their own retries",
    why: "Only the worker that failed is given up when its retries are used up, and the GPUs of the others stay held.",
    advice: "Set `maxFailedIndexes: 0`, which ends the Job with it, or use `backoffLimit`.",
    sources: [PER_INDEX],
  },
  "workers-start-apart": {
    severity: "info",
    title: "Workers without gang scheduling",
    why: "The Kubernetes scheduler places pod by pod. Two groups that each get a part of their GPUs can wait for each other forever.",
    advice: "Pass `--queue NAME` with Kueue, which starts all of them or none.",
    sources: [
      {
        title: "Kueue: all-or-nothing with ready Pods",
        url: "https://kueue.sigs.k8s.io/docs/tasks/manage/setup_wait_for_pods_ready/",
      },
    ],
  },
} as const satisfies Declarations;
