import type { Json, ValueOperation } from "../../edit/operation.ts";
import type { Fact, Placement, Vendor } from "../../gpu/types.ts";
import type { Advice, Refusal } from "../../kernel/diagnostic.ts";
import type { Origin } from "../../profile/settings.ts";

/** Which step of the work a change belongs to; also the order in which `--explain` prints them. */
export const STEPS = ["resources", "placement", "runtime", "lifecycle", "scale"] as const;

export type Step = (typeof STEPS)[number];

/**
 * One desired change with its reason. Paths start at the top of the object, also inside a List.
 * An operation that already holds is not made; two operations on one path that disagree are a bug.
 */
export type ReasonedOperation = ValueOperation & {
  readonly step: Step;
  /** One clause that completes "because": `GKE nodes with this GPU carry the label`. */
  readonly reason: string;
  readonly origin: Origin;
  /** Source ids of the catalog when the change stands on a platform fact. */
  readonly sources?: readonly string[];
};

/** A whole object that gpuify adds to the stream behind (or before) the workload. */
export interface GeneratedObject {
  readonly place: "before" | "after";
  readonly object: { readonly [key: string]: Json };
  readonly step: Step;
  readonly reason: string;
  readonly origin: Origin;
}

/** An object of the input that leaves the stream, because gpuify generated it and it is superfluous now. */
export interface DroppedObject {
  /** Index into `Surroundings.objects`. */
  readonly id: number;
  readonly reason: string;
  /** What a live cluster needs, because apply does not prune: `kubectl delete hpa/web -n shop`. */
  readonly command: string;
}

/** An edit of another object than the workload, such as the HPA that gpuify generated before. */
export interface SideEdit {
  /** Index into `Surroundings.objects`. */
  readonly id: number;
  readonly operations: readonly ReasonedOperation[];
}

/** What is decided for one workload. */
export type Decision = RefusedDecision | MadeDecision;

/** Nothing is changed, because the user has to settle something first. */
export interface RefusedDecision {
  readonly kind: "refused";
  readonly refusals: readonly Refusal[];
  /** What else is worth knowing of it. */
  readonly diagnostics: readonly Advice[];
}

/** Settled; without operations and objects nothing is left to do. */
export interface MadeDecision {
  readonly kind: "made";
  readonly operations: readonly ReasonedOperation[];
  readonly generated: readonly GeneratedObject[];
  readonly dropped: readonly DroppedObject[];
  readonly sideEdits: readonly SideEdit[];
  readonly diagnostics: readonly Advice[];
  /** Whose devices are counted; absent where that is not known. */
  readonly vendor?: Vendor;
  readonly gpus: GpuTotals;
  /** For bursty: the peak CPU (millicores) and memory (bytes) of the app pods, before and after; null when unknown. */
  readonly peak: { readonly before: Peak; readonly after: Peak } | null;
  readonly placement: Placement | null;
  readonly notes: readonly Fact<string>[];
}

/** What a profile decides of a workload as it finds it: its operations mean that. */
export interface ProfileDecision extends Omit<MadeDecision, "gpus"> {
  readonly gpus: Omit<GpuTotals, "before">;
  /** Node selectors of the config (`key=value`) that it takes out of pods for a reason. */
  readonly foughtSelectors: ReadonlySet<string>;
}

export interface Peak {
  readonly cpuMillis: number | null;
  readonly memoryBytes: number | null;
  readonly pods: number;
}

/** Whole GPUs of all replicas, before and after, and at an autoscaler's maximum where that is known. */
interface GpuTotals {
  readonly before: number;
  readonly after: number;
  readonly peakAfter: number | null;
}

/** A decision that changes nothing, because the user has to settle something first. */
export function refusedDecision(...refusals: readonly Refusal[]): RefusedDecision {
  return { kind: "refused", refusals, diagnostics: [] };
}
