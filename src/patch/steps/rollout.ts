import { deviceWord } from "../../gpu/words.ts";
import { at, integer, textAt } from "../../k8s/access.ts";
import { objectTitle } from "../../k8s/object.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { isExplicit } from "../../profile/origin.ts";
import { deploymentRollout, inPlaceOperations } from "../../workload/rollout.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { DecisionContext } from "../context.ts";
import type { Intent } from "../intent.ts";
import { inform, warn } from "../notice.ts";
import type { GpuPlan } from "../plan.ts";
import { NOTHING, type StepResult } from "../step.ts";

const STRATEGY: FieldPath = ["spec", "strategy"];

/**
 * How a Deployment replaces its pods. Left alone unless asked: in-place replacement drops a replica on the first
 * migration, surge hangs where the GPUs are full. Which of the two is worse only the user knows.
 */
export function rolloutStep(context: DecisionContext, plan: GpuPlan): StepResult {
  const { workload, settings } = context;
  const inPlace = settings.rollout?.value === "in-place";
  if (workload.kind.class !== "deployment")
    return { ...NOTHING, diagnostics: inPlace ? [noRollout(context)] : [] };
  const recreates = textAt(workload.object.root, [...STRATEGY, "type"]) === "Recreate";
  const deadline = deadlineWarning(context, plan);
  if (inPlace && recreates) return { ...NOTHING, diagnostics: [besideRecreate(context)] };
  if (inPlace)
    return {
      ...NOTHING,
      intents: inPlaceIntents(context),
      diagnostics: [...downtimeWarning(context, plan), ...deadline],
    };
  if (recreates || isExplicit(settings.rollout)) return { ...NOTHING, diagnostics: deadline };
  return { ...NOTHING, diagnostics: [...surgeWarning(context, plan), ...deadline] };
}

function noRollout({ workload }: DecisionContext): Advice {
  return inform(workload, ["kind"], {
    code: "rollout-no-effect",
    message: `the rollout in-place changes nothing on a ${workload.object.kind}: only a Deployment starts new pods before old ones end`,
  });
}

/** The API rejects `rollingUpdate` beside Recreate, and what was asked for holds already: no spare GPU is needed. */
function besideRecreate({ workload }: DecisionContext): Advice {
  return inform(workload, [...STRATEGY, "type"], {
    code: "rollout-beside-recreate",
    message: `${objectTitle(workload.object)} keeps \`strategy.type: Recreate\`, which needs no spare GPU either: the rollout in-place is not written`,
  });
}

function inPlaceIntents({ workload, settings }: DecisionContext): readonly Intent[] {
  const origin = settings.rollout?.origin ?? { kind: "default" as const };
  const reason = "a rollout then needs no spare GPU: one old pod ends before a new one starts";
  return inPlaceOperations(workload.object, STRATEGY).map((operation) => ({
    ...operation,
    step: "lifecycle",
    reason,
    origin,
  }));
}

/** One replica that ends before the next starts is an outage as long as a model takes to load. */
function downtimeWarning({ workload }: DecisionContext, plan: GpuPlan): readonly Advice[] {
  if (plan.pods.now !== 1) return [];
  return [
    warn(workload, ["spec", "replicas"], {
      code: "in-place-downtime",
      message: `${objectTitle(workload.object)} has one replica, so each in-place rollout is an outage`,
    }),
  ];
}

function surgeWarning(context: DecisionContext, plan: GpuPlan): readonly Advice[] {
  const { workload } = context;
  const pods = surgePods(context, plan.pods);
  const gpus = pods * plan.gpusPerPod;
  if (gpus === 0) return [];
  const unit = deviceWord(plan.placement?.vendor ?? null);
  return [
    warn(workload, [...STRATEGY, "rollingUpdate", "maxSurge"], {
      code: "gpu-rollout-needs-spare",
      message: `each rollout of ${objectTitle(workload.object)} needs ${gpus} spare ${unit}${gpus === 1 ? "" : "s"}`,
      why: `Its strategy starts ${pods} new pod${pods === 1 ? "" : "s"} before old ones end; where all ${unit}s are taken the rollout hangs.`,
      advice:
        "Pass --rollout in-place to end one pod first, at the price of a missing replica, or --rollout keep if there is room.",
    }),
  ];
}

/** An autoscaler that acts leaves at least one pod, also where the manifest says 0. */
function surgePods({ workload }: DecisionContext, { now, max }: GpuPlan["pods"]): number {
  const pods = max === null ? now : Math.max(now, 1);
  return deploymentRollout(workload.object, pods)?.surge ?? 0;
}

/** Clusters that make nodes on demand need minutes for a GPU node and more for its image. */
function deadlineWarning({ workload }: DecisionContext, plan: GpuPlan): readonly Advice[] {
  // A workload that is switched off has no rollout to wait for.
  if ((plan.pods.max ?? plan.pods.now) === 0) return [];
  const path = ["spec", "progressDeadlineSeconds"];
  const seconds = integer(at(workload.object.root, path)) ?? 600;
  if (plan.placement === null || plan.placement.platform.startsWith("generic") || seconds > 600) return [];
  return [
    warn(workload, path, {
      code: "progress-deadline-short",
      message: `a rollout of ${objectTitle(workload.object)} counts as failed after ${seconds} s`,
      why: "A GPU node that must first be provisioned, and its large images, can take longer.",
      advice: "Raise spec.progressDeadlineSeconds, for example to 1800.",
    }),
  ];
}
