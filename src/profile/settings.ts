import type { Json } from "../edit/operation.ts";
import type { Toleration } from "../gpu/types.ts";

/** Where a value comes from. Explicit origins beat what the manifest says; the others only fill gaps. */
export type Origin =
  | { readonly kind: "flag"; readonly name: string }
  | { readonly kind: "annotation"; readonly key: string }
  /** A rule of the config, named by its place: `rules[2]`. */
  | { readonly kind: "config"; readonly rule: string }
  /** A profile that users made in the config. */
  | { readonly kind: "config-profile"; readonly name: string }
  /** The `defaults` and the top of the config: they only fill gaps. */
  | { readonly kind: "config-defaults" }
  | { readonly kind: "profile"; readonly name: string }
  /** The command of the program in a container, as the manifest writes it; `at` is its file and line. */
  | { readonly kind: "program"; readonly name: string; readonly at: string }
  | { readonly kind: "default" };

/** A value with where it comes from. */
export interface Setting<T> {
  readonly value: T;
  /** Of a merged map or list the strongest source that adds to it. */
  readonly origin: Origin;
  /** What each source adds to a map or list, the strongest first; absent where one source says it all. */
  readonly parts?: readonly Setting<T>[];
}

type ProfileName = string;

/** What an autoscaler measures and how fast it moves, in the API's own form. */
export interface AutoscalerShape {
  /** `spec.metrics` of autoscaling/v2. */
  readonly metrics?: Json;
  /** `spec.behavior`. */
  readonly behavior?: Json;
}

/** An environment variable of the container that computes, in the API's own form. */
export interface EnvVar {
  readonly name: string;
  readonly [field: string]: Json;
}

/** Everything that can be set, and its type. */
export interface SettingValues {
  /** GPUs per pod. */
  readonly gpus: number;
  readonly model: string;
  readonly vendor: string;
  readonly platform: string;
  readonly container: string;
  /** Roles of a workload with several, by globs with commas between them. */
  readonly role: string;
  readonly spot: boolean;
  /** MIG profile, such as `1g.10gb`: parts of a GPU in place of whole ones. */
  readonly mig: string;
  /** Shape of a TPU slice, such as `2x4`. */
  readonly topology: string;
  /** Size limit of `/dev/shm`, a quantity. */
  readonly shm: string;
  readonly rollout: "keep" | "in-place";
  /** How CPU pods keep off GPU nodes. */
  readonly keepOff: "required" | "preferred" | "none";
  readonly replicas: number;
  readonly maxReplicas: number;
  readonly burst: number;
  readonly cpu: string;
  readonly memory: string;
  readonly autoscale: boolean;
  readonly autoscaler: AutoscalerShape;
  readonly releaseReplicas: boolean;
  readonly parallelism: number;
  readonly shards: number;
  /** Pods of a Job that work together. */
  readonly workers: number;
  /** Each of them on a node of its own. */
  readonly onePerNode: boolean;
  /** LocalQueue of Kueue. */
  readonly queue: string;
  readonly force: boolean;
  /** Minor version of Kubernetes 1.x, such as 34; what is written asks `minorToWriteFor`. */
  readonly kubernetesMinor: number;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
  /** Labels of the pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Annotations of the pods. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly priorityClassName: string;
  readonly runtimeClassName: string;
  readonly schedulerName: string;
  readonly env: readonly EnvVar[];
}

/** What one source says: a flag line, an annotation, a rule, a profile. Absent means: it does not say. */
export type Layer = { readonly [K in keyof SettingValues]?: Setting<SettingValues[K]> };

/** Settings that always have a value. */
type Always = "platform" | "burst" | "autoscale" | "releaseReplicas" | "force" | "kubernetesMinor";

/** What decides one workload, after all sources have been merged. Absent means: not said by anybody. */
export type Settings = Layer & { readonly [K in Always]: Setting<SettingValues[K]> } & {
  readonly profile: ProfileName;
  /** Built-in behaviour the profile stands on; `none` takes out what places a pod on GPU nodes. */
  readonly base: "continuous" | "bursty" | "training" | "none";
  readonly profileOrigin: Origin;
};
