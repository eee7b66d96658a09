import type { FieldPath } from "../../yaml/tree.ts";
import type { Quantity } from "../quantity.ts";

/** A taint of a node; `value` is empty where the taint has none. Source: kubernetes/api core/v1 Taint. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** A toleration as the manifest has it; null where a field is missing or empty. */
export interface TolerationView {
  readonly key: string | null;
  readonly operator: string | null;
  readonly value: string | null;
  readonly effect: string | null;
}

/** One condition of a node selector term, as it is written: the operator may be none that Kubernetes knows. */
export interface SelectorRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** A term of the required node affinity. Terms are OR-ed; all conditions of one term must hold. */
export interface SelectorTerm {
  readonly expressions: readonly SelectorRequirement[];
  /** Conditions on node fields; Kubernetes knows `metadata.name` only. */
  readonly fields: readonly SelectorRequirement[];
}

/** What the scheduler looks at on a node. */
export interface SchedulingNode {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly taints: readonly Taint[];
  /** `spec.unschedulable`: cordoned. */
  readonly unschedulable: boolean;
  /** By resource name; what is not there is zero. */
  readonly allocatable: ReadonlyMap<string, Quantity>;
}

/** What the scheduler looks at in a pod. */
export interface SchedulingPod {
  /** `spec.nodeName`, or null. */
  readonly nodeName: string | null;
  readonly nodeSelector: ReadonlyMap<string, string>;
  /** Terms of the required node affinity; null where there is no such block, which is not the same as no term. */
  readonly terms: readonly SelectorTerm[] | null;
  readonly tolerations: readonly TolerationView[];
  /** Effective requests of the whole pod by resource name. */
  readonly requests: ReadonlyMap<string, Quantity>;
}

/** Why a node does not take a pod. */
export type NodeMisfit =
  | { readonly kind: "node-name"; readonly wanted: string }
  | { readonly kind: "unschedulable" }
  | { readonly kind: "node-selector"; readonly key: string; readonly value: string }
  | { readonly kind: "node-affinity" }
  | { readonly kind: "taint"; readonly taint: Taint }
  | {
      readonly kind: "resource";
      readonly resource: string;
      readonly requested: Quantity;
      readonly allocatable: Quantity;
    };

/** Why the API server would not have the object, so that there is nothing to schedule. Paths start at its top. */
export type SchedulingRejection =
  | {
      /** `unreadable`: no quantity; `negative`; `fraction`: of an extended resource, which comes in whole ones only. */
      readonly kind: "unreadable" | "negative" | "fraction";
      readonly resource: string;
      readonly text: string;
      readonly path: FieldPath;
    }
  | {
      /** Kubernetes wants text, and kubectl reads a number, `true`, `false` or a collection: quotes are missing. */
      readonly kind: "not-text";
      readonly text: string;
      readonly path: FieldPath;
    }
  | {
      /** The document is no Node; `found` is its kind, or null where it is not even a map. */
      readonly kind: "not-a-node";
      readonly found: string | null;
    };

/** What was read, or everything that is wrong with it. */
export type SchedulingRead<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly SchedulingRejection[] };
