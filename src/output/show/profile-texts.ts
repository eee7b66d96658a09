/** What a built-in profile does, in words: the data behind `show profiles`. */
export interface ProfileText {
  readonly name: string;
  readonly looksLike: string;
  readonly gets: string;
  /** What changes, one line each. */
  readonly changes: readonly string[];
  /** What stays as it is although one might expect otherwise, one line each. */
  readonly leaves: readonly string[];
  /** Flags that matter for this profile. */
  readonly flags: readonly string[];
}

/** The three built-in profiles. */
export const PROFILE_TEXTS: readonly ProfileText[] = [
  {
    name: "continuous",
    looksLike: "always computing: inference servers, vision pipelines",
    gets: "whole GPUs on GPU nodes",
    changes: [
      "the GPU limit of one container: the number it has, else 1; a request for the same resource is made equal",
      "the tolerations of the platform's GPU nodes",
      "a selector for the GPU model, when one is named; without one only where the platform guarantees a label",
      "/dev/shm in memory, with more than one GPU per pod",
    ],
    leaves: [
      "replicas and the rollout strategy; a warning tells how many spare GPUs a rollout needs",
      "an autoscaler that aims at the workload; its maximum in GPUs is told",
    ],
    flags: ["--gpus", "--gpu", "--vendor", "--platform", "--container", "--spot", "--shm", "--rollout"],
  },
  {
    name: "bursty",
    looksLike: "peaks and valleys: request-driven or fan-out work that CPUs can do",
    gets: "no GPU; CPU replicas that grow and shrink",
    changes: [
      "accelerator resources of every vendor are removed, and what only they need",
      "GPU tolerations, selectors, affinity and runtime classes that the catalog knows are removed",
      "CPU pods are kept off GPU nodes, where the platform does not taint them",
      "a CPU request of 1, where none is known",
      "a HorizontalPodAutoscaler for a Deployment: from its replicas to --max-replicas, else four times as many",
    ],
    leaves: [
      "spec.replicas: without it the next apply would drop to one replica; see --release-replicas",
      "a Deployment that cannot grow safely (paused, Recreate, a volume of its own …): no autoscaler",
      "code and images: CUDA in them is told, not changed",
    ],
    flags: [
      "--platform",
      "--cpu",
      "--memory",
      "--replicas",
      "--max-replicas",
      "--burst",
      "--no-autoscale",
      "--release-replicas",
      "--parallelism",
      "--shards",
      "--force",
    ],
  },
  {
    name: "training",
    looksLike: "massive parallel batches that run to an end",
    gets: "one or many GPUs per pod, and retries that do not burn GPUs",
    changes: [
      "GPU limit, tolerations and selector as in continuous; pods that work together get one GPU model value",
      "/dev/shm in memory for the GPU container, unless something is mounted there",
      "backoffLimit, where unset: 3 per parallel pod",
      "a podFailurePolicy rule that does not count preemptions, first in the list, with restartPolicy: Never",
      "the annotation that keeps the platform's node autoscaler from evicting the pod; not with --spot",
    ],
    leaves: [
      "retries that are set, and backoffLimitPerIndex",
      "activeDeadlineSeconds: suggested where it is missing, never set",
    ],
    flags: ["--gpus", "--gpu", "--vendor", "--platform", "--container", "--spot", "--shm"],
  },
];
