import { nearest } from "../kernel/suggest.ts";
import type { Settings } from "./settings.ts";

/** A flag of `patch` that shapes decisions, by its long name without dashes. */
export type DecisionFlag =
  | "gpus"
  | "gpu"
  | "vendor"
  | "platform"
  | "container"
  | "spot"
  | "mig"
  | "topology"
  | "shm"
  | "rollout"
  | "replicas"
  | "max-replicas"
  | "burst"
  | "cpu"
  | "memory"
  | "no-autoscale"
  | "release-replicas"
  | "parallelism"
  | "shards"
  | "workers"
  | "queue"
  | "force"
  | "kubernetes-version";

/** A profile: what a workload looks like and what it therefore gets. */
export interface Profile {
  readonly name: string;
  /** The behaviour it stands on. */
  readonly base: Settings["base"];
  /** Completes "a workload that is …". */
  readonly looksLike: string;
  /** What such a workload gets, one clause each, for `gpuify show profiles`. */
  readonly gets: readonly string[];
  /** Flags that mean something with it; any other is a usage error that says why. */
  readonly flags: readonly DecisionFlag[];
}

const PLACEMENT_FLAGS = [
  "gpus",
  "gpu",
  "vendor",
  "mig",
  "topology",
  "platform",
  "container",
  "spot",
  "shm",
] as const;

/** The three built-in profiles. Users extend them; they never change under a user's feet. */
export const PROFILES: readonly Profile[] = [
  {
    name: "continuous",
    base: "continuous",
    looksLike: "always computing: inference servers, vision pipelines",
    gets: [
      "whole GPUs in one container's limits: what it has, else 1",
      "tolerations and, where a model is given or the platform guarantees a label, a selector for GPU nodes",
      "shared memory at /dev/shm for more than one GPU per pod",
      "warnings about rollouts, autoscalers, probes and volumes that GPUs make dangerous",
    ],
    flags: [...PLACEMENT_FLAGS, "rollout", "kubernetes-version"],
  },
  {
    name: "bursty",
    base: "bursty",
    looksLike: "peaks and valleys: request-driven or fan-out work that CPUs can do",
    gets: [
      "no GPU: every resource, toleration and selector that only GPUs need is taken away",
      "CPU requests, and for a Deployment an autoscaler that follows the load",
      "a record of what was taken away, so that a GPU profile can restore it",
    ],
    flags: [
      "platform",
      "container",
      "replicas",
      "max-replicas",
      "burst",
      "cpu",
      "memory",
      "no-autoscale",
      "release-replicas",
      "parallelism",
      "shards",
      "force",
      "kubernetes-version",
    ],
  },
  {
    name: "training",
    base: "training",
    looksLike: "massive parallel batches that run to an end",
    gets: [
      "GPUs in one container's limits: what it has, else 1 per pod",
      "tolerations and selectors for GPU nodes, one GPU model for all ranks",
      "shared memory at /dev/shm",
      "retries that do not count preemptions, and annotations against eviction",
      "with --workers N: N pods that find each other; with --queue: Kueue lets them start together",
    ],
    flags: [...PLACEMENT_FLAGS, "workers", "queue", "kubernetes-version"],
  },
];

/** Stands for the profile that the manifest's evidence speaks for. */
export const AUTO = "auto";

/** Takes out what places a pod on GPU nodes, and gives nothing. */
export const NONE = "none";

/** The profile of that name, or a problem that names what there is. */
export function findProfile(
  name: string,
):
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly problem: { readonly message: string; readonly advice: string } } {
  const profile = PROFILES.find((row) => row.name === name);
  if (profile !== undefined) return { ok: true, profile };
  const names = PROFILES.map((row) => row.name);
  const near = nearest(name, names);
  return {
    ok: false,
    problem: {
      message: `there is no profile "${name}"`,
      advice: `${near === undefined ? "" : `did you mean "${near}"? `}the profiles are ${names.join(", ")}`,
    },
  };
}
