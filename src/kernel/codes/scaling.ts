import type { Declarations } from "./declaration.ts";

const MIGRATING = {
  title: "Migrating Deployments and StatefulSets to horizontal autoscaling",
  url: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling",
};

const OWNERSHIP = {
  title: "Server-Side Apply: transferring ownership",
  url: "https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership",
};

const INDEXED_JOB = {
  title: "Jobs: completion mode",
  url: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode",
};

/** How many pods a workload runs: replicas, and the pods of a Job. */
export const SCALING_CODES = {
  "replicas-not-a-number": {
    severity: "error",
    title: "Number of replicas that cannot be used",
    why: "The bounds of an autoscaler are computed from the number of replicas.",
    advice: "Write a whole number of 0 or more, without quotes.",
  },
  "replicas-kept": {
    severity: "info",
    title: "Replicas kept beside an autoscaler",
    why: "Removing the field makes the next client-side apply drop to one replica.",
    advice:
      "Pass `--release-replicas` and run what it prints. With `kubectl apply --server-side`, the flag alone is enough once the autoscaler has set the number.",
    sources: [MIGRATING, OWNERSHIP],
  },
  "replicas-released": {
    severity: "warning",
    title: "Replicas handed over to the autoscaler",
    why: "Otherwise that apply drops the workload to one replica until the autoscaler acts.",
    advice: "Remove `replicas` from the last applied configuration before the next client-side apply.",
    sources: [MIGRATING, OWNERSHIP],
  },
  "replicas-not-released": {
    severity: "warning",
    title: "Replicas not handed over",
    why: "Without the field the API server sets one replica, whatever ran before.",
    advice: "Leave `--release-replicas` out, or let an autoscaler set the number.",
    sources: [MIGRATING],
  },
  "shared-claim": {
    severity: "warning",
    title: "More pods on a volume of one node",
    why: "Pods that land on another node would wait for the volume forever.",
    advice: "Use a claim with ReadWriteMany, or pass `--force` if the pods are sure to share a node.",
    sources: [
      {
        title: "Persistent Volumes: access modes",
        url: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes",
      },
    ],
  },

  "parallelism-unused": {
    severity: "warning",
    title: "Parallelism of a Job with one completion",
    why: "More pods of such a Job would do the same work again.",
    advice: "Pass `--shards N` if the program can share out its work by `JOB_COMPLETION_INDEX`.",
    sources: [INDEXED_JOB],
  },
  sharded: {
    severity: "warning",
    title: "Job divided into numbered shards",
    why: "The program must take its share by that number; one that does not do so runs all its work in every pod.",
    advice: "Leave `--shards` out if the program does not read the number.",
    sources: [INDEXED_JOB],
  },
  "shards-unused": {
    severity: "warning",
    title: "Shards of a Job that cannot be divided",
    why: "gpuify divides only a Job that runs one pod once: where several run, their number already has a meaning.",
    advice: "Use `--parallelism` for a Job with several completions.",
  },
  "shard-name": {
    severity: "error",
    title: "Name too long or dotted for numbered pods",
    why: "Pods of an Indexed Job have the host name `<job>-<index>`, which is one DNS label: at most 63 characters, without dots.",
    advice: "Give the Job a shorter name without dots.",
    sources: [INDEXED_JOB],
  },
} as const satisfies Declarations;
