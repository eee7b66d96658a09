/** The flags of `patch` that shape decisions, as given. Counts are checked non-negative whole numbers. */
export interface DecisionFlags {
  readonly gpus?: number;
  readonly gpu?: string;
  readonly vendor?: string;
  readonly platform?: string;
  readonly container?: string;
  readonly role?: string;
  readonly spot?: boolean;
  /** MIG profile: a part of a GPU. */
  readonly mig?: string;
  /** Shape of a TPU slice. */
  readonly topology?: string;
  readonly shm?: string;
  readonly rollout?: "keep" | "in-place";
  readonly keepOff?: "required" | "preferred" | "none";
  readonly replicas?: number;
  readonly maxReplicas?: number;
  readonly burst?: number;
  readonly cpu?: string;
  readonly memory?: string;
  readonly noAutoscale?: boolean;
  readonly releaseReplicas?: boolean;
  readonly parallelism?: number;
  readonly shards?: number;
  readonly workers?: number;
  readonly onePerNode?: boolean;
  readonly queue?: string;
  readonly force?: boolean;
  /** Minor of 1.x. */
  readonly kubernetesMinor?: number;
}
