import { objectTitle } from "../../../k8s/object.ts";
import type { Advice, Refusal } from "../../../kernel/diagnostic.ts";
import type { PodSetContext } from "../../shared/context.ts";
import type { DroppedObject, GeneratedObject, SideEdit } from "../../shared/decision.ts";
import { refuse } from "../../shared/diagnostics.ts";

/** What is decided about the workload's autoscaler. */
export interface AutoscaleDecision {
  /** Something sets the number of replicas from now on. */
  readonly autoscaled: boolean;
  /** Upper bound of whatever scales it; null when nothing does. */
  readonly max: number | null;
  readonly generated: readonly GeneratedObject[];
  readonly dropped: readonly DroppedObject[];
  readonly sideEdits: readonly SideEdit[];
  readonly diagnostics: readonly Advice[];
  readonly refusals: readonly Refusal[];
}

/** No autoscaler, and nothing to say. */
export const NONE: AutoscaleDecision = {
  autoscaled: false,
  max: null,
  generated: [],
  dropped: [],
  sideEdits: [],
  diagnostics: [],
  refusals: [],
};

/** The refusal of a maximum below the minimum. */
export function boundsCross({ podSet }: PodSetContext, min: number, max: number): Refusal {
  return refuse(podSet, ["spec", "replicas"], {
    code: "max-below-min",
    message: `the autoscaler of ${objectTitle(podSet.object)} would have a maximum of ${max} below its minimum of ${min}`,
    advice: `Pass --max-replicas ${min} or more, or a smaller --replicas.`,
  });
}

/** The maximum for a number of replicas; counts of the API have 32 bits. */
export function burstOf(replicas: number, factor: number): number {
  return Math.min(Math.ceil(replicas * factor), 2 ** 31 - 1);
}
