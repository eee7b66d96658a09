import type { Declarations } from "./declaration.ts";

const STRATEGY = {
  title: "Deployments: strategy",
  url: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy",
};

/** What a workload that always runs does on a rollout and while it starts. */
export const SERVING_CODES = {
  "in-place-downtime": {
    severity: "warning",
    title: "In-place rollout of a single replica",
    why: "The old pod ends before the new one is ready, and a model server can take minutes to load its model.",
    advice: "Raise the number of replicas, or leave `--rollout` out where a spare GPU is free.",
    sources: [STRATEGY],
  },
  "rollout-not-settable": {
    severity: "warning",
    title: "Rollout that has no numbers",
    why: "Some kinds start a whole new set of pods beside the old one, and have no field that makes them replace pod by pod.",
    advice: "Keep as many GPUs free, or update outside of busy hours.",
  },
  "rollout-beside-recreate": {
    severity: "info",
    title: "In-place rollout beside strategy Recreate",
    why: "`Recreate` ends all old pods before the first new one starts, and the API server rejects `rollingUpdate` beside it.",
    advice: "Change the strategy to `RollingUpdate` first to replace pod by pod.",
    sources: [
      STRATEGY,
      {
        title: "kubernetes/kubernetes: ValidateDeploymentStrategy",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/validation/validation.go",
      },
    ],
  },
  "rollout-no-effect": {
    severity: "info",
    title: "Rollout setting without effect",
    why: "StatefulSets and DaemonSets by default end an old pod before they start its successor, and other kinds have no rollout.",
    advice: "Leave `--rollout` out for this workload.",
  },
  "progress-deadline-node-start": {
    severity: "warning",
    title: "Rollout deadline short for a new GPU node",
    why: "A rollout without progress for `progressDeadlineSeconds` (600 by default) counts as failed. A GPU node that must first be provisioned, and its large images, can take longer.",
    advice: "Raise `spec.progressDeadlineSeconds`, for example to 1800.",
    sources: [
      {
        title: "Deployments: progress deadline seconds",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds",
      },
    ],
  },
  "server-without-probe": {
    severity: "warning",
    title: "Server without readiness and startup probe",
    why: "Without a probe a container is ready as soon as it runs: it gets requests while its model is still loading, and a rollout goes on before it works.",
    advice: "Add a `startupProbe` with a budget of minutes and a `readinessProbe`.",
    sources: [
      {
        title: "Protect slow starting containers with startup probes",
        url: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-startup-probes",
      },
    ],
  },
  "stuck-stateful-pod": {
    severity: "warning",
    title: "StatefulSet pod that a fix does not reach",
    why: "The StatefulSet controller waits for the old pod to become ready before it replaces it, which a pod without a node never does.",
    advice: "Run `kubectl delete pod` for it once the manifest is corrected.",
    sources: [
      {
        title: "StatefulSets: forced rollback",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback",
      },
      {
        title: "kubernetes/kubernetes#67250: can't rollback from a broken state",
        url: "https://github.com/kubernetes/kubernetes/issues/67250",
      },
    ],
  },
  "training-fits-better": {
    severity: "info",
    title: "Serving profile for a Job",
    why: "A Job retries pods that fail, and on GPUs each retry costs as much as a run. The `training` profile limits retries and does not count preemptions.",
    advice: "Run `-p training` if the Job trains a model.",
    sources: [
      {
        title: "Handling retriable and non-retriable pod failures with Pod failure policy",
        url: "https://kubernetes.io/docs/tasks/job/pod-failure-policy/",
      },
    ],
  },
} as const satisfies Declarations;
