import type { Fact, Placement } from "../../../gpu/types.ts";
import { objectTitle } from "../../../k8s/object.ts";
import type { PodSet } from "../../../k8s/workload.ts";
import type { Refusal } from "../../../kernel/diagnostic.ts";
import type { Setting } from "../../../profile/settings.ts";
import { autoscalersOf } from "../../../workload/autoscalers.ts";
import { readTraining } from "../../records/training-record.ts";
import { after, computingPodSets, type DecisionContext, type PodSetContext } from "../../shared/context.ts";
import type { ProfileDecision, RefusedDecision } from "../../shared/decision.ts";
import { refuse } from "../../shared/diagnostics.ts";
import { gpusOfPods, podCount } from "../../shared/pods.ts";
import { refusedDecision } from "../../shared/refused-decision.ts";
import { joinSteps, NOTHING, type StepResult } from "../../shared/step.ts";
import { type GpuPlan, planGpus } from "./allocation/allocate-gpus.ts";
import type { Remembered } from "./allocation/counts.ts";
import { foughtSelectors } from "./placement/fought.ts";
import { endlessNotes } from "./steps/endless.ts";
import { evictionStep, spotNotes } from "./steps/eviction.ts";
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

/** What a former run had taken from a pod set, as far as devices and containers are chosen by it. */
export interface RestoredDevices {
  readonly remembered: Remembered | null;
  /** Size of the shared memory it had: empty for memory without a size, null where it had none. */
  readonly shm: string | null;
}

/** A pod set that gets GPUs, with what is settled about it. */
interface GpuPods {
  readonly context: PodSetContext;
  readonly plan: GpuPlan;
  readonly shm: string | null;
}

/**
 * Decides one workload under a profile that gives GPUs, `continuous` or `training`, once what another one had taken from it
 * is there again: `restored` says by role what of that counts. Each pod set that computes gets devices; what is about the
 * object as a whole is decided once, with the first of them.
 */
export function decideGpu(
  context: DecisionContext,
  restored: ReadonlyMap<string, RestoredDevices>,
): RefusedDecision | ProfileDecision {
  const { workload, surroundings } = context;
  const autoscalers = autoscalersOf(workload, surroundings);
  const [first, ...rest] = computingPodSets(context);
  if (first === undefined) return refusedDecision(nothingComputes(context));
  const workers = workersFor(first);
  const queue = queueOf(first);
  const planned = [first, ...rest].map((own) => {
    const { remembered = null, shm = null } = restored.get(own.podSet.role) ?? {};
    const pods = podCount(own.podSet, autoscalers);
    const width = workers === null ? pods : { now: workers.value, least: workers.value, max: null };
    return { context: own, shm, result: planGpus(own, width, remembered) };
  });
  const refusals = planned.flatMap(({ result }) => (result.ok ? [] : result.refusals));
  const [lead, ...others] = planned.flatMap(({ context: own, shm, result }): readonly GpuPods[] => {
    if (!result.ok) return [];
    return [{ context: own, shm, plan: queue === null ? result.plan : underQueue(own, result.plan, queue) }];
  });
  if (refusals.length > 0 || lead === undefined) return refusedDecision(...refusals);
  const all = [lead, ...others];
  const work = workOn([lead, ...others], workers);
  if (work.refusals.length > 0) return refusedDecision(...work.refusals);
  const { placement } = lead.plan;
  const peaks = all.map(({ plan }) => (plan.pods.max === null ? null : gpusOf(plan, plan.pods.max)));
  return {
    kind: "made",
    intents: work.intents,
    generated: work.generated,
    dropped: supersededAutoscalers(context, autoscalers),
    sideEdits: [],
    diagnostics: [
      ...planned.flatMap(({ result }) => (result.ok ? result.diagnostics : [])),
      ...work.diagnostics,
      ...autoscalerNotes(lead.context, lead.plan, autoscalers),
      ...(queue === null
        ? []
        : all.flatMap((one) => queueNotes(one.context, queue, one.plan.placement, work.intents))),
    ],
    gpus: {
      after: sum(all.map(({ plan }) => gpusOf(plan, plan.pods.now))),
      peakAfter: peaks.every((peak) => peak !== null) ? sum(peaks) : null,
    },
    ...(placement !== null && { vendor: placement.vendor }),
    peak: null,
    placement,
    notes: placement === null ? [] : placementNotes(placement),
    foughtSelectors: new Set(
      all.flatMap(({ context: own, plan }) => [...foughtSelectors(own, plan.placement, plan.devicesPerPod)]),
    ),
  };
}

function gpusOf({ gpusPerPod, gpusShared }: GpuPlan, pods: number): number {
  return gpusOfPods({ perPod: gpusPerPod, shared: gpusShared }, pods);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function nothingComputes({ workload }: DecisionContext): Refusal {
  return refuse(workload, ["spec"], {
    code: "no-container",
    message: `${objectTitle(workload.object)} has no pods that could get a GPU`,
  });
}

/** All steps, of each pod set and of the object. */
function workOn(
  all: readonly [GpuPods, ...GpuPods[]],
  workers: Setting<number> | null,
): Required<StepResult> {
  const [lead] = all;
  const { context, plan } = lead;
  const isServing = context.settings.base === "continuous";
  const placed = all.map((one) => ({ ...one, placed: placedStep(one) }));
  const there = placed.map((one) => ({ ...one, there: after(one.context, one.placed.intents).podSet }));
  const steps = joinSteps([
    ...placed.flatMap((one) => [one.placed, runtimeStep(one)]),
    ...(isServing ? servingSteps(there) : trainingSteps(all, workers?.value ?? null)),
    ...(isServing ? all.map((one) => trainingRemainsStep(one.context, one.plan, one.shm)) : []),
    workers === null ? NOTHING : workersStep(context, plan, workers),
  ]);
  const record = mayRecord(context) ? keepRecordStep(context, steps.intents, workers) : NOTHING;
  return joinSteps([steps, record]);
}

function placedStep({ context, plan }: GpuPods): StepResult {
  return joinSteps([resourcesStep(context, plan), placementStep(context, plan)]);
}

function runtimeStep({ context, plan, shm }: GpuPods): StepResult {
  // Memory without a size for one GPU is what the training profile had written.
  const needsMemory = needsSharedMemory(context, plan) || (shm ?? "") !== "";
  return joinSteps([
    runtimeClassStep(context, plan),
    needsMemory ? sharedMemoryStep(context, plan, shm) : NOTHING,
  ]);
}

function servingSteps(all: readonly (GpuPods & { readonly there: PodSet })[]): readonly StepResult[] {
  const [lead] = all;
  return [
    lead === undefined ? NOTHING : rolloutStep(lead.context, lead.plan, lead.there),
    ...all.flatMap(({ context, plan, there }) => [
      serverStep(context, plan, there),
      { ...NOTHING, diagnostics: spotNotes(context, plan) },
    ]),
  ];
}

function trainingSteps(all: readonly [GpuPods, ...GpuPods[]], workers: number | null): readonly StepResult[] {
  const { context } = all[0];
  return [
    { ...NOTHING, diagnostics: endlessNotes(context.podSet) },
    retriesStep(context, workers),
    asksForQueue(context) ? queueStep(context) : NOTHING,
    ...all.flatMap(({ context: own, plan }) => [
      evictionStep(own, plan),
      { ...NOTHING, diagnostics: spotNotes(own, plan) },
    ]),
  ];
}

/** Only training leaves a record, and only what has one can have it changed. */
function mayRecord({ settings, podSet }: PodSetContext): boolean {
  return settings.base === "training" || readTraining(podSet).kind !== "none";
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
