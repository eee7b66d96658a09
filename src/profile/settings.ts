/** Where a value comes from. Explicit origins beat what the manifest says; the others only fill gaps. */
export type Origin =
  | { readonly kind: "flag"; readonly name: string }
  | { readonly kind: "annotation"; readonly key: string }
  | { readonly kind: "config"; readonly rule: string }
  | { readonly kind: "profile"; readonly name: string }
  | { readonly kind: "default" };

/** A value with where it comes from. */
export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
}

export type ProfileName = string;

/** What decides one workload, after all sources have been merged. Absent means: not said by anybody. */
export interface Settings {
  readonly profile: ProfileName;
  /** Built-in behaviour the profile stands on. */
  readonly base: "continuous" | "bursty" | "training";
  readonly profileOrigin: Origin;
  readonly gpus?: Setting<number>;
  readonly model?: Setting<string>;
  readonly vendor?: Setting<string>;
  readonly platform: Setting<string>;
  readonly container?: Setting<string>;
  readonly spot?: Setting<boolean>;
  /** MIG profile, such as `1g.10gb`: parts of a GPU in place of whole ones. */
  readonly mig?: Setting<string>;
  /** Shape of a TPU slice, such as `2x4`. */
  readonly topology?: Setting<string>;
  /** Size limit of `/dev/shm`, a quantity. */
  readonly shm?: Setting<string>;
  readonly rollout?: Setting<"keep" | "in-place">;
  readonly replicas?: Setting<number>;
  readonly maxReplicas?: Setting<number>;
  readonly burst: Setting<number>;
  readonly cpu?: Setting<string>;
  readonly memory?: Setting<string>;
  readonly autoscale: Setting<boolean>;
  readonly releaseReplicas: Setting<boolean>;
  readonly parallelism?: Setting<number>;
  readonly shards?: Setting<number>;
  readonly force: Setting<boolean>;
  /** Minor version of Kubernetes 1.x, such as 34. */
  readonly kubernetesMinor: Setting<number>;
}
