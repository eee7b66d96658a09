import type { Advice, Refusal } from "../../kernel/diagnostic.ts";
import { type DecisionContext, eachPodSet } from "../shared/context.ts";
import type { ReasonedOperation } from "../shared/decision.ts";
import {
  acceleratorsLeftInParts,
  containersInParts,
  gpuNodesInParts,
  gpuPlacesInParts,
} from "./accelerators-in-parts.ts";
import { overriddenByParts } from "./overridden.ts";

/** Refusals for changes that kustomize patches would block. */
export function refusalsInParts(context: DecisionContext): readonly Refusal[] {
  const { workload, settings } = context;
  if (workload.object.parts === undefined || settings.base === "none") return [];
  const sets = eachPodSet(context);
  const left = settings.base === "bursty" ? sets.flatMap(acceleratorsLeftInParts) : [];
  return [...sets.flatMap(containersInParts), ...left];
}

/** What patches of kustomizations would undo of a decision. */
export function remarksOnParts(
  context: DecisionContext,
  operations: readonly ReasonedOperation[],
): readonly Advice[] {
  const { workload, settings } = context;
  if (workload.object.parts === undefined) return [];
  const isOff = settings.base === "bursty" || settings.base === "none";
  const notes = eachPodSet(context).flatMap(isOff ? gpuNodesInParts : gpuPlacesInParts);
  return [...notes, ...overriddenByParts(context, operations)];
}
