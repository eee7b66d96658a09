import type { FieldPath } from "../yaml/tree.ts";

/** In a `FieldPattern`: each item of a list. */
export const EACH = "[]";

/** In a `FieldPattern`: each value of a map, under whatever key. */
export const KEY = "*";

/** A path from an object's top that may lead to several places, through `EACH` and `KEY`. */
export type FieldPattern = FieldPath;

/**
 * What happens after a pod ends: a controller starts another (`restarts`), one on each node (`per-node`), or none
 * (`ends`); for a bare pod (`once`), its restart policy decides; `none`: objects of this kind don't create pods themselves.
 * Source: kubernetes.io, Workloads.
 */
export type Lifecycle = "restarts" | "ends" | "per-node" | "once" | "none";

/**
 * How running pods are replaced: `surge`, new ones may start beside old ones; `ordinal`, one after the other by the
 * numbers that they keep; `per-node`, node by node.
 */
type RolloutForm = "surge" | "ordinal" | "per-node";

/** How a custom resource replaces its pods, where that may take spare GPUs. Paths lead from the object's top. */
export type OwnRollout = {
  /** It counts only where something is written here, and where nothing below says otherwise. */
  readonly onlyWith: FieldPath | null;
  readonly unless: { readonly at: FieldPath; readonly is: readonly string[] } | null;
} & (
  | {
      /** New pods may start beside old ones, by `maxSurge` and `maxUnavailable` at the path. */
      readonly form: "surge";
      readonly at: FieldPath;
      /** What counts where they are not written. */
      readonly surge: string;
      readonly unavailable: string;
    }
  /** All new pods start before an old one ends; `why` completes "because". */
  | { readonly form: "twice"; readonly at: FieldPath; readonly why: string }
);

/**
 * Whether the pods of a set get GPUs: `yes`; `no`, they coordinate; `alone`, where no other set of the object computes;
 * `keep`, where they ask for some already.
 */
export type Computes = "yes" | "no" | "alone" | "keep";

/**
 * How the pods of a set are written: `template`, with `metadata` and `spec`; `pod`, the object itself with the same fields
 * at its top; `spec`, the fields of a pod spec without metadata beside them.
 */
export type PodForm = "template" | "pod" | "spec";

/** A number that multiplies the pods of a set. Paths lead from the object's top. */
export interface CountTerm {
  readonly at: FieldPattern;
  /** What counts where none is written; null where something outside the object decides. */
  readonly unset: number | null;
  /** One less where something is written at the path, or always (an empty path): the leader of a group. */
  readonly oneLessWith?: FieldPattern;
  /** A number that it is divided by, rounded up; without both of them `orElse` counts. */
  readonly over?: FieldPattern;
  readonly orElse?: FieldPattern;
  /** Numbers that bound it, where they are written; one that is unset counts as the lower bound. */
  readonly least?: FieldPattern;
  readonly most?: FieldPattern;
}

/** Where a kind has the amounts of a container, in its own way. Paths lead from the object's top. */
export type ResourceNotation =
  | {
      /** Maps of amounts by resource; null where the kind has only limits. */
      readonly limits: FieldPattern;
      readonly requests: FieldPattern | null;
      /** Short keys for resources: `gpu` for `nvidia.com/gpu`. */
      readonly short: Readonly<Record<string, string>>;
      /** Where the resource that a short key stands for may be written instead. */
      readonly shortType: FieldPattern | null;
    }
  /** A name and a number. */
  | { readonly name: FieldPattern; readonly quantity: FieldPattern };

/** What decides about GPUs where no resource does: the machine type, a profile of the operator, a total, a device's name. */
export type GpuSource = "machine" | "profile" | "total" | "device";

/** A field that must say the same number as the GPUs of each pod. */
export interface TwinRow {
  readonly at: FieldPattern;
  /** Fields of which the first that is written divides the GPUs first: ranks of data parallelism in a pod. */
  readonly over?: readonly FieldPattern[];
  /** The operator reads the limits of the first container alone. */
  readonly ofFirst?: true;
  /** Without GPUs it must not be there: a program would count on them. */
  readonly needsGpu?: true;
}

/** One group of like pods of a kind. */
export interface PodSetRow {
  /**
   * Its part in the workload, or where its name is: a field of the item or value that the last `EACH` or `KEY` of `at`
   * chooses, and with an empty path its key. Empty where the kind has one set of pods that needs no name.
   */
  readonly role: string | { readonly from: FieldPath };
  readonly computes: Computes;
  /** The same by the role's name, in lower case, where the name tells more. */
  readonly computesByName?: Readonly<Record<string, Computes>>;
  /** A field whose value tells it, with the values of those that coordinate. */
  readonly computesBy?: { readonly at: FieldPattern; readonly no: readonly string[] };
  /** Where `true` makes those compute that else would not. */
  readonly noUnless?: FieldPattern;
  /** From the object's top to the pod template, or to each of them. */
  readonly at: FieldPattern;
  /** The set is only there where nothing is written at this path. */
  readonly without?: FieldPattern;
  readonly form: PodForm;
  /** A part of a template that is merged over another one. */
  readonly merged?: true;
  /**
   * Places in the pod spec, beside the list `containers`, that hold one container each, or a list of them; an empty path
   * is pod and container in one map. The first one that is there has the containers of the pod.
   */
  readonly main?: readonly FieldPattern[];
  /** The name of the container that the operator takes for the computing one. */
  readonly mainName?: string;
  /** Where labels and annotations of the pods are, for a pod spec without metadata beside it. */
  readonly labels?: FieldPattern;
  readonly annotations?: FieldPattern;
  /** The fields of a pod spec and a container that exist there; absent: all of them. */
  readonly fields?: readonly string[];
  /** Where the resources of the container are, if not in its own `resources`. */
  readonly resources?: ResourceNotation;
  /** The field outside of resources that decides about GPUs. */
  readonly elsewhere?: { readonly at: FieldPattern; readonly what: GpuSource };
  /** Fields that say the number of a pod's GPUs a second time. */
  readonly twins?: readonly TwinRow[];
  /** How many pods there are: the product of these numbers; empty: one, or one on each node. */
  readonly pods: readonly CountTerm[];
  /** Where the JobSpec of batch/v1 is that makes these pods. */
  readonly job?: FieldPattern;
  /** What a queue admits as one: all pods of the object or of its run, those of one replica, or each pod by itself. */
  readonly gang: "object" | "replica" | "none";
  /** Versions of the API that have the set; absent: all. */
  readonly versions?: readonly string[];
}

export type Life = "serving" | "batch" | "cluster" | "workspace" | "template" | "wrapper" | "vm";

/** Where an object names one that it is laid over. */
export interface BaseReference {
  readonly name: FieldPattern;
  /** `group/Kind` of what the name may be. */
  readonly kinds: readonly string[];
  /** GPUs usually stand there. */
  readonly holdsGpus: boolean;
}

/** Fields with the flag that allows each, and where those flags are. */
export interface DeniedFields {
  readonly fields: Readonly<Record<string, string>>;
  /** Where people switch a flag on: `ConfigMap config-features in namespace knative-serving`. */
  readonly flagsIn: string;
  /** They are rejected only where the field has one of the values; null: always. */
  readonly onlyIf: { readonly at: FieldPath; readonly is: readonly string[] } | null;
}

/** What a kind keeps, with its GPUs, when a run has ended, unless a field says otherwise. */
export interface KeptAfterEnd {
  readonly at: FieldPath;
  /** Values with which it is kept; empty text: not written. */
  readonly is: readonly string[];
  /** The value with which it goes. */
  readonly goesWith: string | boolean;
  /** Where one of these is written, other rules count. */
  readonly unless: readonly FieldPath[];
  /** `the Ray cluster stays`. */
  readonly what: string;
  readonly versions: readonly string[] | null;
}

/** How often a kind tries again, in its own field. */
export interface OwnRetries {
  readonly at: FieldPath;
  /** What happens where none is written. */
  readonly unset: "endless" | number;
  readonly note: string | null;
}

/** The facts about a kind that makes pods. Code asks for the fact it depends on, never for the kind's name. */
export interface KindRow {
  readonly group: string;
  /** What it is for, which for kinds of Kubernetes itself the lifecycle tells. */
  readonly life?: Life;
  /** Nobody wrote the row: the pods were found by their shape. */
  readonly isByShape?: true;
  /** Where whole objects of other kinds are inside; what makes the pods is their own kind. */
  readonly objects?: readonly FieldPattern[];
  /** Other objects over which this one is laid, by the names in its fields: what is not written here may be there. */
  readonly bases?: readonly BaseReference[];
  /** From what the operator takes the number of GPUs where none is written. */
  readonly fillsGpus?: string;
  /** Where the workload is named whose pods this one replaces and scales in place of its own controller. */
  readonly drives?: FieldPath;
  /** How many copies of those run at once. */
  readonly objectPods?: CountTerm;
  /** What the operator mounts at /dev/shm by itself: always, or of the size in a field of the kind. */
  readonly sharedMemory?: "operator" | FieldPath;
  /** Fields of a pod spec that the kind's webhook rejects unless a flag of the cluster allows them. */
  readonly denied?: DeniedFields;
  /** The number of pods that work together, less one beside another role that is one of them. */
  readonly workers?: { readonly at: FieldPattern; readonly oneLessWith: FieldPath | null };
  /** The kind's own field for how often a run is tried again. */
  readonly retries?: OwnRetries;
  /** Kueue's integration of the kind is off until somebody switches it on. */
  readonly isQueueOptional?: true;
  readonly kept?: KeptAfterEnd;
  /**
   * The pods of a run wait for each other, and nothing but a queue or a scheduler of its own starts them together; not where
   * something is written at the path.
   */
  readonly together?: { readonly unless: FieldPath | null };
  /** Pods of all roles do the same work: with GPUs in one role, those of another need them too. */
  readonly isAlike?: true;
  /** Values with which Kueue's webhook rejects an object that has a queue; empty text: not written. */
  readonly queueRefuses?: readonly {
    readonly at: FieldPath;
    readonly is: readonly string[];
    /** Where `true` makes it admitted all the same. */
    readonly unless?: FieldPath;
    readonly why: string;
  }[];
  /** The field for a queue of the kind's own scheduler. */
  readonly ownQueue?: FieldPath;
  /** What is worth knowing about the kind. */
  readonly notes?: readonly string[];
  /** What could not be read in a source. */
  readonly unverified?: readonly string[];
  /** Versions of its API, for custom resources; empty where they are not known. */
  readonly versions?: readonly string[];
  /** API groups in which the kind stood before. */
  readonly aliases: readonly string[];
  readonly kind: string;
  /** Names that kubectl takes for it, in lower case; the kind itself and that with an s need not be here. */
  readonly names: readonly string[];
  readonly lifecycle: Lifecycle;
  readonly podSets: readonly PodSetRow[];
  /** Where and how a changed template reaches running pods; null where it does not. */
  readonly rollout: { readonly at: FieldPath; readonly form: RolloutForm } | null;
  /** The same for a custom resource: the first that counts. */
  readonly ownRollouts?: readonly OwnRollout[];
  /** Where a JobSpec of batch/v1 is, and where the template of scheduled Jobs (else null); null for no Job at all. */
  readonly job: { readonly at: FieldPath; readonly template: FieldPath | null } | null;
  /** The labels in which Kueue looks for the name of a queue; null where it does not admit the kind. */
  readonly queue: FieldPath | null;
  /** What changes the number of pods: anyone through the `scale` subresource, the kind's own autoscaler, or nothing. */
  readonly scale: "subresource" | "own" | "none";
  /** How a field `selector` beside the template chooses pods: a plain map of labels, or conditions on them. */
  readonly selector: "map" | "conditions" | "none";
  /** The kind that makes one of these for each of its templates and puts `pod-template-hash` into the name, or null. */
  readonly revisionOf: string | null;
  /** Fields that the API server refuses to change in a live object. */
  readonly immutable: readonly FieldPattern[];
  /** Where these facts were read. */
  readonly source: string;
}
