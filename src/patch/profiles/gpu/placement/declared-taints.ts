import { objectTitle } from "../../../../k8s/object.ts";
import type { Taint } from "../../../../k8s/scheduling/types.ts";
import { someOf } from "../../../../kernel/words.ts";
import type { DeclaredNodes } from "../../../../workload/nodes/declared-nodes.ts";
import {
  commonTaints,
  type RepellingNodes,
  repellingNodes,
  selectedNodes,
  tolerationOf,
} from "../../../../workload/nodes/selected-nodes.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { warn } from "../../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import { placementOrigin } from "./facts.ts";

/**
 * Tolerations for the taints of the nodes that the pod selects, as objects of the input declare them. Where those nodes
 * have different taints, the choice is the user's.
 */
export function tolerateDeclaredTaints(context: PodSetContext): StepResult {
  const { podSet } = context;
  const repelling = repellingNodes(podSet, selectedNodes(podSet, context));
  const [first] = repelling;
  if (first === undefined) return NOTHING;
  const common = commonTaints(repelling);
  if (common === null) return { ...NOTHING, diagnostics: [leftOpen(context, repelling)] };
  return { ...NOTHING, operations: common.map((taint) => toleration(context, first.nodes, taint)) };
}

function toleration(
  { podSet, settings }: PodSetContext,
  { object }: DeclaredNodes,
  taint: Taint,
): ReasonedOperation {
  const { line } = object.source.lines.position(object.root.span.start);
  return {
    op: "append",
    path: [...podSet.podSpecPath, "tolerations"],
    value: { ...tolerationOf(taint) },
    step: "placement",
    reason: `${objectTitle(object)} (${object.source.name}:${line}), whose nodes the pod selects, has the taint`,
    origin: placementOrigin(settings),
  };
}

function leftOpen({ podSet }: PodSetContext, repelling: readonly RepellingNodes[]) {
  const titles = repelling.map(({ nodes, taints }) => {
    const keys = taints.map(({ key, value }) => (value === "" ? key : `${key}=${value}`)).join(" and ");
    return `${objectTitle(nodes.object)} (${keys})`;
  });
  return warn(podSet, [...podSet.podSpecPath, "tolerations"], {
    code: "gpu-toleration-missing",
    message: `the pod selects nodes with different taints and tolerates none of them: ${someOf(titles, MOST_NAMED)}`,
    advice: "Tolerate the taints of the nodes that are meant, or select them more closely.",
  });
}

const MOST_NAMED = 3;
