import type { Settings } from "./settings.ts";

/** A flag of `patch` that shapes decisions, by its long name without dashes. */
export type DecisionFlag =
  | "gpus"
  | "gpu"
  | "vendor"
  | "platform"
  | "container"
  | "role"
  | "spot"
  | "mig"
  | "topology"
  | "shm"
  | "rollout"
  | "keep-off"
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
  | "one-per-node"
  | "queue"
  | "force"
  | "kubernetes-version";

/** A profile: what a workload looks like, and the flags that shape what it therefore gets. */
export interface Profile {
  readonly name: string;
  /** The behaviour it stands on. */
  readonly base: Settings["base"];
  /** Completes "a workload that is …". */
  readonly looksLike: string;
  /** Flags that mean something with it; any other is a usage error that says why. */
  readonly flags: readonly DecisionFlag[];
}

const GPU_FLAGS = [
  "gpus",
  "gpu",
  "vendor",
  "mig",
  "topology",
  "platform",
  "container",
  "role",
  "spot",
  "shm",
  "cpu",
  "memory",
] as const;

/** The three built-in profiles. Users extend them; they never change under a user's feet. */
export const PROFILES: readonly Profile[] = [
  {
    name: "continuous",
    base: "continuous",
    looksLike: "always computing: inference servers, vision pipelines",
    flags: [...GPU_FLAGS, "rollout", "kubernetes-version"],
  },
  {
    name: "bursty",
    base: "bursty",
    looksLike: "peaks and valleys: request-driven or fan-out work that CPUs can do",
    flags: [
      "platform",
      "container",
      "role",
      "keep-off",
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
    flags: [...GPU_FLAGS, "workers", "one-per-node", "queue", "kubernetes-version"],
  },
];

/** Stands for the profile that the manifest's evidence speaks for. */
export const AUTO = "auto";

/** Built-in profiles that give GPUs. */
export const GPU_BASES: ReadonlySet<string> = new Set(["continuous", "training"]);

/** The name that asks gpuify to choose the GPU model by the command of a workload. */
export const AUTO_MODEL = "auto";

/** Takes out what places a pod on GPU nodes, and gives nothing. */
export const NONE = "none";

/** What a name stands on without any config; null where only a config can tell, and for `auto`. */
export function builtInBase(name: string): Profile["base"] | null {
  return name === NONE ? "none" : (PROFILES.find((row) => row.name === name)?.base ?? null);
}
