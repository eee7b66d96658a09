import type { Fact, Placement } from "../../../gpu/types.ts";
import { objectTitle } from "../../../k8s/object.ts";
import type { PodSet } from "../../../k8s/workload.ts";
import type { Advice, Refusal } from "../../../kernel/diagnostic.ts";
import { lazy } from "../../../kernel/lazy.ts";
import type { Setting } from "../../../profile/settings.ts";
import { type Autoscaler, autoscalersOf } from "../../../workload/autoscalers.ts";
import { readTraining } from "../../records/training-record.ts";
import { after, computingPodSets, type DecisionContext, type PodSetContext } from "../../shared/context.ts";
import { type ProfileDecision, type RefusedDecision, refusedDecision } from "../../shared/decision.ts";
import { refuse } from "../../shared/diagnostics.ts";
import { gpusNow, gpusOfPods, makesPods, podCount } from "../../shared/pods.ts";
import { joinSteps, NOTHING, type StepResult } from "../../shared/step.ts";
import { allocateGpus, type GpuAllocation } from "./allocation/allocate-gpus.ts";
import type { Remembered } from "./allocation/counts.ts";
import { foughtSelectors } from "./placement/fought.ts";
import { amountsStep } from "./steps/amounts.ts";
import { endlessDiagnostics } from "./steps/endless.ts";
import { evictionStep, spotDiagnostics } from "./steps/eviction.ts";
import { leftoversStep } from "./steps/leftovers.ts";
import { needsSharedMemory } from "./steps/needs-shared-memory.ts";
import { ownRetriesStep } from "./steps/own-retries.ts";
import { placementStep } from "./steps/placement.ts";
import { queueDiagnostics, queueStep, underQueue } from "./steps/queue.ts";
import { queueOf } from "./steps/queue-of.ts";
import { resourcesStep } from "./steps/resources.ts";
import { retriesStep } from "./steps/retries.ts";
import { rolloutStep } from "./steps/rollout.ts";
import { runtimeClassStep } from "./steps/runtime-class.ts";
import { autoscalerDiagnostics, supersededAutoscalers } from "./steps/scaling.ts";
import { serverStep } from "./steps/server.ts";
import { sharedMemoryStep } from "./steps/shared-memory.ts";
import { trainingRemainsStep } from "./steps/training-remains.ts";
import { twinsStep } from "./steps/twins.ts";
import { workersFor } from "./workers/asked.ts";
import { keepRecordStep } from "./workers/keep-record.ts";
import { workersStep } from "./workers/step.ts";
import { alonePerNode } from "./workers/wanted.ts";

/** What a former run had taken from a pod set, as far as devices and containers are chosen by it. */
interface RestoredDevices {
  readonly remembered: Remembered | null;
  /** Size of the shared memory it had: empty for memory without a size, null where it had none. */
  readonly shm: string | null;
}

/** A pod set that gets GPUs, with what is settled about it. */
interface GpuPods {
  readonly context: PodSetContext;
  readonly allocation: GpuAllocation;
  readonly shm: string | null;
}

/** The same with the pod set as it is once resources and nodes are written. */
interface PlacedPods extends GpuPods {
  readonly there: () => PodSet;
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
  const [first, ...rest] = computingPodSets(context);
  if (first === undefined) return refusedDecision(nothingComputes(context));
  const autoscalers = autoscalersOf(context.workload, context.surroundings);
  const { settings } = context;
  const workers = workersFor(first);
  const apart = settings.base === "training" ? settings.onePerNode : undefined;
  const problem = apart === undefined ? null : alonePerNode(first.podSet, apart, workers);
  if (problem !== null) return refusedDecision(problem);
  const queue = queueOf(first);
  const given = [first, ...rest].map((own) =>
    allocateTo(own, restored.get(own.podSet.role), { autoscalers, workers, queue }),
  );
  const [lead, ...others] = given.flatMap((one) => (one.kind === "allocated" ? [one.pods] : []));
  const refusals = given.flatMap((one) => (one.kind === "refused" ? one.refusals : []));
  if (refusals.length > 0 || lead === undefined) return refusedDecision(...refusals);
  const work = workOn([lead, ...others], workers);
  if (work.refusals.length > 0) return refusedDecision(...work.refusals);
  return {
    kind: "made",
    operations: work.operations,
    generated: work.generated,
    dropped: supersededAutoscalers(context, autoscalers),
    sideEdits: [],
    diagnostics: [
      ...given.flatMap((one) => (one.kind === "allocated" ? one.diagnostics : [])),
      ...work.diagnostics,
      ...autoscalerDiagnostics(lead.context, lead.allocation, autoscalers),
      ...(queue === null
        ? []
        : [lead, ...others].flatMap((one) =>
            queueDiagnostics(one.context, queue, one.allocation.placement, work.operations),
          )),
    ],
    ...outcomeOf([lead, ...others], context),
  };
}

/** What the object has, which decides about all of its pod sets. */
interface GpuObject {
  readonly autoscalers: readonly Autoscaler[];
  readonly workers: Setting<number> | null;
  readonly queue: string | null;
}

type Allocated =
  | { readonly kind: "refused"; readonly refusals: readonly Refusal[] }
  | { readonly kind: "allocated"; readonly pods: GpuPods; readonly diagnostics: readonly Advice[] };

/** Settles containers, devices and nodes of one pod set. */
function allocateTo(
  context: PodSetContext,
  { remembered, shm }: RestoredDevices = { remembered: null, shm: null },
  { autoscalers, workers, queue }: GpuObject,
): Allocated {
  const pods = podCount(context.podSet, autoscalers);
  const width = workers === null ? pods : { now: workers.value, least: workers.value, max: null };
  const result = allocateGpus(context, width, remembered);
  if (!result.ok) return { kind: "refused", refusals: result.refusals };
  const { diagnostics } = result;
  const allocation = queue === null ? result.allocation : underQueue(context, result.allocation, queue);
  return { kind: "allocated", pods: { context, allocation, shm }, diagnostics };
}

/** Totals of all pod sets; vendor, nodes and notes are those of the first. */
function outcomeOf(
  all: readonly [GpuPods, ...GpuPods[]],
  whole: DecisionContext,
): Pick<ProfileDecision, "gpus" | "vendor" | "peak" | "placement" | "notes" | "foughtSelectors"> {
  const { placement } = all[0].allocation;
  const isScaled = all.some(({ allocation }) => allocation.pods.max !== null);
  const counted = all.filter(({ context }) => makesPods(context.podSet));
  const others = gpusNow(whole.workload, whole, ({ role }) => whole.roles?.has(role) === false);
  const peaks = counted.map(({ allocation: { pods, ...given } }) => gpusOf(given, pods.max ?? pods.now));
  const fought = all.flatMap(({ context, allocation }) => [
    ...foughtSelectors(context, allocation.placement, allocation.devicesPerPod),
  ]);
  return {
    gpus: {
      after: others + sum(counted.map(({ allocation }) => gpusOf(allocation, allocation.pods.now))),
      peakAfter: isScaled ? others + sum(peaks) : null,
    },
    ...(placement !== null && { vendor: placement.vendor }),
    peak: null,
    placement,
    notes: placement === null ? [] : placementNotes(placement),
    foughtSelectors: new Set(fought),
  };
}

function gpusOf(
  { gpusPerPod, gpusShared }: Pick<GpuAllocation, "gpusPerPod" | "gpusShared">,
  pods: number,
): number {
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
  const { context, allocation } = lead;
  const isServing = context.settings.base === "continuous";
  const placed = all.map((one) => ({ ...one, placed: placedStep(one) }));
  const there = placed.map((one) => ({
    ...one,
    there: lazy(() => after(one.context, one.placed.operations).podSet),
  }));
  const steps = joinSteps([
    ...there.flatMap((one) => [one.placed, runtimeStep(one)]),
    all.some((one) => one.context.podSet.row.twins) ? twinsStep(there) : NOTHING,
    ...(isServing ? servingSteps(there) : trainingSteps(all, workers?.value ?? null)),
    ...(isServing ? all.map((one) => trainingRemainsStep(one.context, one.allocation, one.shm)) : []),
    workers === null ? NOTHING : workersStep(context, allocation, workers),
  ]);
  const record = mayRecord(context) ? keepRecordStep(context, steps.operations, workers) : NOTHING;
  return joinSteps([steps, record]);
}

function placedStep({ context, allocation }: GpuPods): StepResult {
  const { cpu, memory } = context.settings;
  return joinSteps([
    resourcesStep(context, allocation),
    cpu === undefined && memory === undefined ? NOTHING : amountsStep(context, allocation),
    placementStep(context, allocation),
  ]);
}

function runtimeStep({ context, allocation, shm, there }: PlacedPods): StepResult {
  // Memory without a size for one GPU is what the training profile had written.
  const needsMemory = needsSharedMemory(context, allocation) || (shm ?? "") !== "";
  return joinSteps([
    runtimeClassStep(context, allocation),
    leftoversStep(context, allocation),
    needsMemory ? sharedMemoryStep(context, allocation, shm, there) : NOTHING,
  ]);
}

function servingSteps(all: readonly PlacedPods[]): readonly StepResult[] {
  const [lead] = all;
  if (lead === undefined) return [];
  const rollout = rolloutStep(lead.context, lead.allocation, lead.there);
  if (lead.context.remarks === "unread") return [rollout];
  return [
    rollout,
    ...all.flatMap(({ context, allocation, there }) => [
      serverStep(context, allocation, there),
      { ...NOTHING, diagnostics: spotDiagnostics(context, allocation) },
    ]),
  ];
}

function trainingSteps(all: readonly [GpuPods, ...GpuPods[]], workers: number | null): readonly StepResult[] {
  const { context } = all[0];
  return [
    { ...NOTHING, diagnostics: endlessDiagnostics(context.podSet) },
    ...all.map(({ context: own }, index) => retriesStep(own, index === 0 ? workers : null)),
    context.podSet.kind.retries === undefined
      ? NOTHING
      : ownRetriesStep(context, sum(all.map(({ allocation }) => allocation.pods.now))),
    asksForQueue(context) ? queueStep(context) : NOTHING,
    ...all.flatMap(({ context: own, allocation }) => [
      evictionStep(own, allocation),
      { ...NOTHING, diagnostics: spotDiagnostics(own, allocation) },
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
