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
  /** Numbers that bound it, where they are written; one that is unset counts as the lower bound. */
  readonly least?: FieldPattern;
  readonly most?: FieldPattern;
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
  /** From the object's top to the pod template, or to each of them. */
  readonly at: FieldPattern;
  readonly form: PodForm;
  /**
   * Fields beside the list `containers` that hold one container each, in the order in which they count; `.` for pod and
   * container in one map. The first one that is there is the container of the pod.
   */
  readonly main?: readonly string[];
  /** The name of the container that the operator takes for the computing one. */
  readonly mainName?: string;
  /** Where labels and annotations of the pods are, from the pod spec; absent where `metadata` of the template has them. */
  readonly labels?: FieldPath | null;
  readonly annotations?: FieldPath | null;
  /** The fields of a pod spec and a container that exist there; absent: all of them. */
  readonly fields?: readonly string[];
  /** How many pods there are: the product of these numbers; empty: one, or one on each node. */
  readonly pods: readonly CountTerm[];
  /** Where the JobSpec of batch/v1 is that makes these pods. */
  readonly job?: FieldPattern;
  /** What a queue admits as one: all pods of the object or of its run, those of one replica, or each pod by itself. */
  readonly gang: "object" | "replica" | "none";
  /** Versions of the API that have the set; absent: all. */
  readonly versions?: readonly string[];
}

/** The facts about a kind that makes pods. Code asks for the fact it depends on, never for the kind's name. */
export interface KindRow {
  readonly group: string;
  /** API groups in which the kind stood before. */
  readonly aliases: readonly string[];
  readonly kind: string;
  /** Names that kubectl takes for it, in lower case; the kind itself and that with an s need not be here. */
  readonly names: readonly string[];
  readonly lifecycle: Lifecycle;
  readonly podSets: readonly PodSetRow[];
  /** Where and how a changed template reaches running pods; null where it does not. */
  readonly rollout: { readonly at: FieldPath; readonly form: RolloutForm } | null;
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
