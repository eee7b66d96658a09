import { objectTitle } from "../../../../k8s/object.ts";
import type { PodSet } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import {
  DEFAULT_DEADLINE,
  inPlaceOperations,
  isDeadlineShort,
  type ProgressDeadline,
  progressDeadline,
  type RolloutStrategy,
  raiseDeadline,
  rolloutVerdict,
} from "../../../../workload/rollout.ts";
import { spareDevices, spareReason, spareText } from "../../../../workload/spare-devices.ts";
import { driverOf } from "../../../../workload/surroundings.ts";
import { textAt } from "../../../../yaml/access.ts";
import { type FieldPath, formatPath } from "../../../../yaml/tree.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { inform, warn } from "../../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";

/**
 * How a workload replaces its pods. Left alone unless asked: in-place replacement drops a replica on the first
 * migration, surge hangs where the GPUs are full. Which of the two is worse only the user knows. `placed` opens the workload
 * with the devices and nodes that its pods get.
 */
export function rolloutStep(
  context: PodSetContext,
  allocation: GpuAllocation,
  placed: () => PodSet,
): StepResult {
  const { rollout } = context.settings;
  const isRead = context.remarks !== "unread";
  const deadline = isRead ? deadlineDiagnostics(context, allocation) : [];
  if (rollout?.value === "in-place") {
    const { operations, diagnostics } = inPlaceStep(context, allocation);
    return { ...NOTHING, operations, diagnostics: [...diagnostics, ...deadline] };
  }
  const spare = isExplicit(rollout) || !isRead ? [] : spareDiagnostics(context, allocation, placed);
  return { ...NOTHING, diagnostics: [...spare, ...deadline] };
}

function inPlaceStep(context: PodSetContext, allocation: GpuAllocation): StepResult {
  const { podSet } = context;
  const { rollout } = podSet.kind;
  const driver = driverOf(context.surroundings, podSet.object);
  if (rollout?.form === "surge" && driver === null) {
    const type = [...rollout.at, "type"];
    if (textAt(podSet.object.root, type) === "Recreate")
      return { ...NOTHING, diagnostics: [besideRecreate(context, type)] };
    return {
      ...NOTHING,
      operations: inPlaceChanges(context, { at: rollout.at, form: "rolling-update" }),
      diagnostics: downtimeWarning(context, allocation),
    };
  }
  const verdict = rolloutVerdict(podSet, allocation.pods.least, context.surroundings);
  if (verdict.kind === "needs-nothing") return { ...NOTHING, diagnostics: [noRollout(context)] };
  if (verdict.strategy.form === "fixed")
    return { ...NOTHING, diagnostics: [notSettable(context, verdict.path)] };
  return { ...NOTHING, operations: inPlaceChanges(context, verdict.strategy) };
}

/** The kind replaces all pods at once, and has no numbers for it. */
function notSettable({ podSet }: PodSetContext, path: FieldPath): Advice {
  return warn(podSet, path, {
    code: "rollout-not-settable",
    message: `the rollout in-place is not written: \`${formatPath(path)}\` of ${objectTitle(podSet.object)} starts all new pods before the old ones end`,
  });
}

function noRollout({ podSet }: PodSetContext): Advice {
  return inform(podSet, ["kind"], {
    code: "rollout-no-effect",
    message: `the rollout in-place changes nothing on ${objectTitle(podSet.object)}: it starts no new pods before old ones end`,
  });
}

/** The API rejects `rollingUpdate` beside Recreate, and what was asked for holds already: no spare GPU is needed. */
function besideRecreate({ podSet }: PodSetContext, type: FieldPath): Advice {
  return inform(podSet, type, {
    code: "rollout-beside-recreate",
    message: `${objectTitle(podSet.object)} keeps \`strategy.type: Recreate\`, which needs no spare GPU either: the rollout in-place is not written`,
  });
}

function inPlaceChanges(
  { podSet, settings }: PodSetContext,
  strategy: RolloutStrategy,
): readonly ReasonedOperation[] {
  const origin = settings.rollout?.origin ?? { kind: "default" as const };
  const reason = "a rollout then needs no spare GPU: one old pod ends before a new one starts";
  return inPlaceOperations(podSet.object, strategy).map((operation) => ({
    ...operation,
    step: "lifecycle",
    reason,
    origin,
  }));
}

/** One replica that ends before the next starts is an outage as long as a model takes to load. */
function downtimeWarning({ podSet }: PodSetContext, allocation: GpuAllocation): readonly Advice[] {
  if (allocation.pods.now !== 1) return [];
  return [
    warn(podSet, ["spec", "replicas"], {
      code: "in-place-downtime",
      message: `${objectTitle(podSet.object)} has one replica, so each in-place rollout is an outage`,
    }),
  ];
}

/** As bad as the linter finds it, on the devices that the pods have in the end. */
function spareDiagnostics(
  context: PodSetContext,
  allocation: GpuAllocation,
  placed: () => PodSet,
): readonly Advice[] {
  const { podSet } = context;
  if (rolloutVerdict(podSet, allocation.pods.least, context.surroundings).kind === "needs-nothing") return [];
  const spare = spareDevices(placed(), allocation.pods.least, context);
  if (spare === null) return [];
  const tell = spare.severity === "warning" ? warn : inform;
  return [
    tell(podSet, spare.verdict.path, {
      code: "gpu-rollout-needs-spare",
      message: spareText(spare, `each rollout of ${objectTitle(podSet.object)}`),
      why: spareReason(spare),
      advice:
        spare.verdict.strategy.form === "fixed"
          ? "Keep as many GPUs free, or pass --rollout keep if there is room."
          : "Pass --rollout in-place to end one pod first, at the price of a missing replica, or --rollout keep if there is room.",
    }),
  ];
}

/** A deadline that somebody made too short, or one that the start of a node outlasts. */
function deadlineDiagnostics(context: PodSetContext, allocation: GpuAllocation): readonly Advice[] {
  const { podSet } = context;
  const deadline = progressDeadline(podSet, allocation.pods.max ?? allocation.pods.now);
  if (deadline === null) return [];
  const rollout = `a rollout of ${objectTitle(podSet.object)} counts as failed after ${deadline.seconds} s`;
  const advice = `Raise spec.progressDeadlineSeconds, for example to ${raiseDeadline(deadline).value}.`;
  if (isDeadlineShort(deadline))
    return [
      inform(podSet, deadline.path, {
        code: "progress-deadline-short",
        message: `${rollout} without progress, less than the default of ${DEFAULT_DEADLINE} s`,
        advice,
      }),
    ];
  if (!waitsForNodes(allocation, deadline)) return [];
  return [
    warn(podSet, deadline.path, {
      code: "progress-deadline-node-start",
      message: `${rollout} without progress, and a GPU node may first have to start`,
      advice,
    }),
  ];
}

/** Clusters that make nodes on demand need minutes for a GPU node and more for its image. */
function waitsForNodes({ placement }: GpuAllocation, { seconds }: ProgressDeadline): boolean {
  return placement !== null && !placement.platform.startsWith("generic") && seconds <= DEFAULT_DEADLINE;
}
