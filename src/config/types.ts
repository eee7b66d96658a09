import type { OwnPlatform } from "../gpu/catalog/own-platforms.ts";
import type { Toleration } from "../gpu/types.ts";
import type { Computes, Life } from "../k8s/kind-row.ts";
import type { AutoscalerShape, EnvVar } from "../profile/settings.ts";

export type { OwnModel, OwnPlatform } from "../gpu/catalog/own-platforms.ts";

/**
 * `gpuify.yaml` as users write it, checked. `schemas/gpuify.schema.json` says the same to editors; a test holds the
 * two together. Quantities are text as Kubernetes writes them (`16Gi`).
 */
export interface Config {
  /** A platform of the catalog, or one of `platforms`. */
  readonly platform?: string;
  /** Version of Kubernetes, such as `1.34`. */
  readonly kubernetesVersion?: string;
  /** Another config that this one builds on, relative to its own folder: what it says counts where this one is silent. */
  readonly extends?: string;
  /** Globs, relative to the config's folder, of what a walk leaves out. */
  readonly exclude?: readonly string[];
  /** What fills gaps in every profile; weaker than what a manifest says. */
  readonly defaults?: ProfileBody;
  readonly profiles?: Readonly<Record<string, OwnProfile>>;
  readonly platforms?: Readonly<Record<string, OwnPlatform>>;
  /** What device classes (DRA) hand out that the catalog does not know, by their names. */
  readonly deviceClasses?: Readonly<Record<string, DeviceKind>>;
  /** What extended resources are that the catalog does not know, by their names. */
  readonly resources?: Readonly<Record<string, DeviceKind>>;
  /** Custom resources that make pods and that gpuify does not know. */
  readonly kinds?: readonly OwnKind[];
  /** The first rule that matches a workload counts. */
  readonly rules?: readonly ConfigRule[];
  readonly lint?: LintConfig;
}

/** A kind of the user's own, in the form of gpuify's rows as far as people need it. */
export interface OwnKind {
  readonly group: string;
  readonly kind: string;
  readonly life?: Exclude<Life, "wrapper" | "vm">;
  readonly ends?: boolean;
  readonly podSets: readonly OwnPodSet[];
  readonly scale?: "subresource" | "own" | "none";
  readonly kueue?: "on" | "optional";
  readonly queue?: string;
  readonly sharedMemory?: string;
}

/** One group of like pods of such a kind. */
export interface OwnPodSet {
  readonly role: string;
  readonly at: string;
  readonly form?: "template" | "spec";
  readonly main?: readonly string[];
  readonly labels?: string;
  readonly annotations?: string;
  readonly fields?: readonly string[];
  readonly computes?: Computes;
  readonly computesByName?: Readonly<Record<string, Computes>>;
  readonly pods?: readonly string[];
  readonly job?: string;
  readonly versions?: readonly string[];
}

/** What a profile, a rule or the defaults can say about a workload. */
export interface ProfileBody {
  readonly gpu?: {
    readonly model?: string;
    /** GPUs per pod. */
    readonly count?: number;
    readonly vendor?: string;
    readonly mig?: string;
    readonly topology?: string;
  };
  readonly platform?: string;
  readonly container?: string;
  readonly role?: string;
  readonly spot?: boolean;
  readonly shm?: string;
  readonly rollout?: "keep" | "in-place";
  readonly keepOff?: "required" | "preferred" | "none";
  readonly replicas?: number;
  readonly maxReplicas?: number;
  readonly burst?: number;
  readonly cpu?: string;
  readonly memory?: string;
  /** `false`: no autoscaler; an object: what it measures and how fast it moves. */
  readonly autoscale?: boolean | AutoscalerShape;
  readonly releaseReplicas?: boolean;
  readonly parallelism?: number;
  readonly shards?: number;
  /** Pods of a Job that work together. */
  readonly workers?: number;
  /** Each of them on a node of its own. */
  readonly onePerNode?: boolean;
  /** A LocalQueue of Kueue. */
  readonly queue?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  /** Labels of the pods. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the pods. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly priorityClassName?: string;
  readonly runtimeClassName?: string;
  readonly schedulerName?: string;
  /** Environment of the container that computes. */
  readonly env?: readonly EnvVar[];
}

/** A profile of the user's own. */
export interface OwnProfile extends ProfileBody {
  /** A built-in profile, or another of one's own. */
  readonly extends: string;
}

/** Which workloads get which profile. */
export interface ConfigRule extends ProfileBody {
  readonly match: Match;
  /** A built-in profile, one of `profiles`, `auto` or `none`. */
  readonly profile: string;
}

/** Conditions that must all hold. Text is a glob; a list means any of them. */
export interface Match {
  readonly kind?: string | readonly string[];
  readonly name?: string | readonly string[];
  readonly namespace?: string | readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Path of the file, relative to the config's folder. */
  readonly path?: string | readonly string[];
}

/** What a device class hands out, or a resource is: GPUs, or anything else. */
type DeviceKind = "gpu" | "other";

/** Settings of the linter. */
export interface LintConfig {
  readonly rules?: Readonly<Record<string, LintSeverity>>;
  /** A file that `gpuify lint --baseline FILE --update-baseline` wrote, from this file's folder. */
  readonly baseline?: string;
}

/** How serious what a rule finds is; `off`: it is not looked for. */
export type LintSeverity = "off" | "info" | "warning" | "error";
