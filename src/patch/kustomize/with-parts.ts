import type { DecisionContext } from "../context.ts";
import type { Decision } from "../intent.ts";
import { refusedDecision } from "../refused-decision.ts";
import {
  acceleratorsLeftInParts,
  containersInParts,
  gpuNodesInParts,
  gpuPlacesInParts,
} from "./accelerators-in-parts.ts";
import { overriddenByParts } from "./overridden.ts";

/** Decides a workload, with what patches of kustomizations stand in the way of and would undo. */
export function withParts(
  context: DecisionContext,
  decide: (context: DecisionContext) => Decision,
): Decision {
  if (context.workload.object.parts === undefined) return decide(context);
  const { base } = context.settings;
  const ofBursty = base === "bursty" ? acceleratorsLeftInParts(context) : [];
  const objections = base === "none" ? [] : [...containersInParts(context), ...ofBursty];
  if (objections.length > 0) return refusedDecision(...objections);
  const decision = decide(context);
  if (decision.kind === "refused") return decision;
  const notes = base === "bursty" || base === "none" ? gpuNodesInParts(context) : gpuPlacesInParts(context);
  const diagnostics = [...decision.diagnostics, ...notes, ...overriddenByParts(context, decision.intents)];
  return { ...decision, diagnostics };
}
