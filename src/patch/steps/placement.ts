import type { Json } from "../../edit/operation.ts";
import type { Toleration } from "../../gpu/types.ts";
import { at, isNullish, items, member, textAt } from "../../k8s/access.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import type { DecisionContext } from "../context.ts";
import type { Intent } from "../intent.ts";
import { warn } from "../notice.ts";
import { wantedFrom } from "../placement/conflict.ts";
import { placementOrigin } from "../placement/facts.ts";
import { nodeStep } from "../placement/nodes.ts";
import { covers, type TolerationView, tolerationsOf, tolerationView } from "../placement/tolerations.ts";
import type { GpuPlan } from "../plan.ts";
import { joinSteps, type StepResult } from "../step.ts";

/** Tolerations, selector and affinity for the plan's GPU nodes, merged into what the pod has. */
export function placementStep(context: DecisionContext, plan: GpuPlan): StepResult {
  if (plan.placement === null) return { intents: [], diagnostics: [] };
  const wanted = wantedFrom(plan.placement, context.catalog, context.settings, plan.devicesPerPod);
  const nodes = nodeStep(context, wanted);
  const moves = plan.isNew || nodes.intents.length > 0;
  return joinSteps([
    tolerationStep(context, plan.placement.tolerations),
    nodes,
    { intents: [], diagnostics: moves ? volumeWarnings(context) : [] },
  ]);
}

function tolerationStep(
  context: DecisionContext,
  wanted: NonNullable<GpuPlan["placement"]>["tolerations"],
): StepResult {
  const { workload, settings } = context;
  const existing: TolerationView[] = [...tolerationsOf(workload.podSpec)];
  const intents = wanted.flatMap(({ value, reason, provenance }): Intent[] => {
    const view = tolerationView(value);
    if (existing.some((one) => covers(one, view))) return [];
    existing.push(view);
    return [
      {
        op: "append",
        path: [...workload.podSpecPath, "tolerations"],
        value: tolerationJson(value),
        step: "placement",
        reason,
        origin: placementOrigin(settings),
        sources: provenance.source,
      },
    ];
  });
  return { intents, diagnostics: [] };
}

function tolerationJson({ key, operator, value, effect }: Toleration): Json {
  return {
    key,
    operator,
    ...(value === undefined ? {} : { value }),
    ...(effect === undefined ? {} : { effect }),
  };
}

/** A claim that is bound to a zone holds the pod there, GPUs or not. Scratch volumes follow the pod. */
function volumeWarnings({ workload }: DecisionContext): readonly Diagnostic[] {
  const volumes = items(member(workload.podSpec, "volumes"));
  const index = volumes.findIndex((volume) => !isNullish(at(volume, ["persistentVolumeClaim"])));
  const templates = ["spec", "volumeClaimTemplates"];
  const ofSet = items(at(workload.object.root, templates)).length > 0;
  if (index < 0 && !ofSet) return [];
  const path = index < 0 ? templates : [...workload.podSpecPath, "volumes", index];
  const claim =
    index < 0
      ? "volumeClaimTemplates"
      : `the claim "${textAt(volumes[index] ?? null, ["persistentVolumeClaim", "claimName"]) ?? ""}"`;
  return [
    warn(workload, path, {
      code: "volume-may-pin-zone",
      message: `${claim} may be bound to a zone without GPUs`,
      why: "A pod can only run where its volumes are; it would stay Pending.",
      advice: "Check the zone of the volume, or move the data to a zone that has GPU nodes.",
    }),
  ];
}
