import type { Fact, Placement } from "../../../gpu/types.ts";
import type { Workload } from "../../../k8s/workload.ts";
import { autoscalersOf } from "../../../workload/autoscalers.ts";
import { readTraining } from "../../records/training-record.ts";
import { after, type DecisionContext } from "../../shared/context.ts";
import type { ProfileDecision, RefusedDecision } from "../../shared/decision.ts";
import { gpusOfPods, podCount } from "../../shared/pods.ts";
import { refusedDecision } from "../../shared/refused-decision.ts";
import { joinSteps, NOTHING, type StepResult } from "../../shared/step.ts";
import { type GpuPlan, planGpus } from "./allocation/allocate-gpus.ts";
import type { Remembered } from "./allocation/counts.ts";
import { foughtSelectors } from "./placement/fought.ts";
import { evictionStep, spotNotes } from "./steps/eviction.ts";
import { endlessNotes } from "./steps/kind-notes.ts";
import { needsSharedMemory } from "./steps/needs-shared-memory.ts";
import { placementStep } from "./steps/placement.ts";
import { queueNotes, queueStep, underQueue } from "./steps/queue.ts";
import { queueOf } from "./steps/queue-of.ts";
import { resourcesStep } from "./steps/resources.ts";
import { retriesStep } from "./steps/retries.ts";
import { rolloutStep } from "./steps/rollout.ts";
import { runtimeClassStep } from "./steps/runtime-class.ts";
import { autoscalerNotes, supersededAutoscalers } from "./steps/scaling.ts";
import { serverStep } from "./steps/server.ts";
import { sharedMemoryStep } from "./steps/shared-memory.ts";
import { trainingRemainsStep } from "./steps/training-remains.ts";
import { workersFor } from "./workers/asked.ts";
import { keepRecordStep } from "./workers/keep-record.ts";
import { workersStep } from "./workers/step.ts";

/**
 * Decides one workload under a profile that gives GPUs, `continuous` or `training`, once what another one had taken from it
 * is there again: `restored` says what of that counts and containers are chosen by.
 */
export function decideGpu(
  context: DecisionContext,
  restored: { readonly remembered: Remembered | null; readonly shm: string | null },
): RefusedDecision | ProfileDecision {
  const { workload, surroundings } = context;
  const autoscalers = autoscalersOf(workload, surroundings);
  const workers = workersFor(context);
  const pods = podCount(workload, autoscalers);
  const width = workers === null ? pods : { now: workers.value, least: workers.value, max: null };
  const planned = planGpus(context, width, restored.remembered);
  if (!planned.ok) return refusedDecision(...planned.refusals);
  const queue = queueOf(context);
  const plan = queue === null ? planned.plan : underQueue(context, planned.plan, queue);
  // Memory without a size for one GPU is what the training profile had written.
  const needsMemory = needsSharedMemory(context, plan) || (restored.shm ?? "") !== "";
  const group = workers === null ? NOTHING : workersStep(context, plan, workers);
  const placed = joinSteps([resourcesStep(context, plan), placementStep(context, plan)]);
  const there = after(context, placed.intents).workload;
  const steps = joinSteps([
    placed,
    runtimeClassStep(context, plan),
    needsMemory ? sharedMemoryStep(context, plan, restored.shm) : NOTHING,
    context.settings.base === "continuous"
      ? servingStep(context, plan, there)
      : trainingStep(context, plan, workers?.value ?? null),
    context.settings.base === "continuous" ? trainingRemainsStep(context, plan, restored.shm) : NOTHING,
    group,
  ]);
  const record = mayRecord(context) ? keepRecordStep(context, steps.intents, workers) : NOTHING;
  const work = joinSteps([steps, record]);
  if (work.refusals.length > 0) return refusedDecision(...work.refusals);
  const diagnostics = [
    ...planned.diagnostics,
    ...work.diagnostics,
    ...autoscalerNotes(context, plan, autoscalers),
    ...(queue === null ? [] : queueNotes(context, queue, plan.placement, work.intents)),
  ];
  const { now, max } = plan.pods;
  const given = { perPod: plan.gpusPerPod, shared: plan.gpusShared };
  return {
    kind: "made",
    intents: work.intents,
    generated: work.generated,
    dropped: supersededAutoscalers(context, autoscalers),
    sideEdits: [],
    diagnostics,
    gpus: {
      after: gpusOfPods(given, now),
      peakAfter: max === null ? null : gpusOfPods(given, max),
    },
    ...(plan.placement !== null && { vendor: plan.placement.vendor }),
    peak: null,
    placement: plan.placement,
    notes: plan.placement === null ? [] : placementNotes(plan.placement),
    foughtSelectors: foughtSelectors(context, plan.placement, plan.devicesPerPod),
  };
}

function servingStep(context: DecisionContext, plan: GpuPlan, placed: Workload): StepResult {
  return joinSteps([
    rolloutStep(context, plan, placed),
    serverStep(context, plan, placed),
    { ...NOTHING, diagnostics: spotNotes(context, plan) },
  ]);
}

function trainingStep(context: DecisionContext, plan: GpuPlan, workers: number | null): StepResult {
  return joinSteps([
    { ...NOTHING, diagnostics: endlessNotes(context.workload) },
    retriesStep(context, workers),
    asksForQueue(context) ? queueStep(context) : NOTHING,
    evictionStep(context, plan),
    { ...NOTHING, diagnostics: spotNotes(context, plan) },
  ]);
}

/** Only training leaves a record, and only what has one can have it changed. */
function mayRecord({ settings, workload }: DecisionContext): boolean {
  return settings.base === "training" || readTraining(workload).kind !== "none";
}

function asksForQueue({ settings }: DecisionContext): boolean {
  return settings.base === "training" && settings.queue !== undefined;
}

/** Why nothing selects nodes is worth a line of `--explain`: people miss the selector. */
function placementNotes(placement: Placement): readonly Fact<string>[] {
  const { noSelectorReason, tolerations } = placement;
  if (noSelectorReason === null) return [];
  const provenance = tolerations[0]?.provenance ?? { source: [], date: "", confidence: "official" };
  return [{ value: noSelectorReason, reason: "no selector is written", provenance }];
}
