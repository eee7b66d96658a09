import { objectTitle } from "../../../k8s/object.ts";
import type { Advice, Refusal } from "../../../kernel/diagnostic.ts";
import { byProfile } from "../../../profile/by-profile.ts";
import { hasAccelerator, mayHaveAccelerator } from "../../../workload/accelerators.ts";
import { at } from "../../../yaml/access.ts";
import type { RecordsByRole } from "../../records/by-role.ts";
import { mergeRecords } from "../../records/merge-records.ts";
import type { RestoreRecord } from "../../records/restore-record.ts";
import { collapseRemovals, podFloors, type Removal } from "../../shared/collapse.ts";
import { after, type DecisionContext, eachPodSet, type PodSetContext } from "../../shared/context.ts";
import { type Targets, targetsOf } from "../../shared/cpu-containers.ts";
import type { ProfileDecision, ReasonedOperation, RefusedDecision } from "../../shared/decision.ts";
import { inform, refuse } from "../../shared/diagnostics.ts";
import { gpusNow } from "../../shared/pods.ts";
import {
  isRestoreText,
  RESTORE_ANNOTATION,
  RESTORE_PATH,
  readRestore,
  restoreWith,
} from "../../shared/restore-annotation.ts";
import { joinSteps, NOTHING, refusedStep, type StepResult } from "../../shared/step.ts";
import { removeGpuClaims } from "../removal/claims.ts";
import { removeGpuResources } from "../removal/gpu-resources.ts";
import { NOT_KEPT_OFF } from "../removal/node-terms.ts";
import {
  noteGpuNodesSelected,
  noteUnknownSelectors,
  removeGpuRuntimeClass,
  removeGpuSelectors,
  removeGpuTolerations,
} from "../removal/placement.ts";
import { changePreferredAffinity } from "../removal/preferred-affinity.ts";
import { changeRequiredAffinity } from "../removal/required-affinity.ts";
import { removeEvictionAnnotations, removeOwnShm, removeTrainingRetries } from "../removal/runtime.ts";
import { removeShareAnnotations } from "../removal/shares.ts";
import { removeTwins, twinFloors } from "../removal/twins.ts";
import { refuseUnclearResources } from "../removal/unclear-resources.ts";
import { gpuOnlyDiagnostics } from "./gpu-only-programs.ts";
import { remarkGpuTraces } from "./gpu-word-diagnostics.ts";
import { decideJob, type JobDecision } from "./job.ts";
import { keepOffFor } from "./keep-off.ts";
import { noteNodes } from "./node-diagnostics.ts";
import { numbersStay } from "./numbers-stay.ts";
import { peakOf } from "./peak.ts";
import { recordsAccelerator } from "./records-accelerator.ts";
import { decideRequests } from "./requests-step.ts";
import { decideScale, type ScaleDecision } from "./scale.ts";
import { noteGpuTopology } from "./topology.ts";

/** What there is to know of a pod set before anything is decided. */
interface BurstyPods {
  readonly context: PodSetContext;
  /** What an earlier run took from it. */
  readonly record: RestoreRecord | null;
  readonly hadGpu: boolean;
  readonly targets: Targets;
  /** What goes in any case. */
  readonly placement: Required<StepResult>;
}

/**
 * The bursty profile for one workload: every trace of GPUs goes from the pod templates, CPU requests and an autoscaler
 * come, and the annotation `gpuify.dev/restore` keeps what cannot be known again. Pure.
 */
export function decideBursty(context: DecisionContext): RefusedDecision | ProfileDecision {
  const { diagnostics } = readRestore(context.workload.podSets[0]);
  const all = eachPodSet(context).map(openPods);
  if (isAgent(context, all)) {
    const follows = all.some(({ placement }) => placement.removals.length > 0);
    return untouched(context, follows ? [...diagnostics, followsNodes(context)] : diagnostics);
  }
  const { scale, job } = decideNumbers(all);
  const grows = scale?.autoscaled === true || (job !== null && job.part.operations.length > 0);
  const parts = all.filter(isConcerned).map((one) => ({ one, part: podsStep(one, grows) }));
  const ofObject = joinSteps([
    scale?.part ?? NOTHING,
    job?.part ?? NOTHING,
    scale === null && job === null ? numbersStay(context) : NOTHING,
  ]);
  const work = joinSteps([
    // First, because no edit of the manifest makes such a program run.
    ...parts.map(({ one }) => ({ ...NOTHING, diagnostics: gpuOnlyDiagnostics(one.context) })),
    { ...NOTHING, diagnostics },
    ...parts.map(({ part }) => part),
    ofObject,
    ...parts.map(({ one }) => ({ ...NOTHING, diagnostics: remarkGpuTraces(one.context) })),
  ]);
  const records = recordsOf(parts, ofObject);
  const isLost = diagnostics.length > 0 && records.size > 0;
  const refusals = [...work.refusals, ...(isLost ? [unreadableRecord(context)] : [])];
  if (refusals.length > 0) return { kind: "refused", refusals, diagnostics: work.diagnostics };
  const operations = settledOperations(context, work, records);
  return {
    kind: "made",
    operations,
    diagnostics: work.diagnostics,
    ...outcome(context, { operations, scale, jobPods: job?.pods ?? null }),
  };
}

/** True for pods on each node that have no GPU and never had one: they serve the nodes. */
function isAgent({ workload }: DecisionContext, all: readonly BurstyPods[]): boolean {
  return (
    workload.kind.lifecycle === "per-node" &&
    all.every(({ context, record }) => record === null && !mayHaveAccelerator(context.podSet, context))
  );
}

/** Decides the number of pods. With several pod sets, their numbers are left as the author wrote them. */
function decideNumbers([first, ...others]: readonly BurstyPods[]): {
  readonly scale: ScaleDecision | null;
  readonly job: JobDecision | null;
} {
  if (first === undefined || others.length > 0) return { scale: null, job: null };
  const { context, record, targets } = first;
  return { scale: decideScale(context, record, targets), job: decideJob(context) };
}

/** What has to be remembered now, by role, where that is more than before; what is about the object stands with the first. */
function recordsOf(
  parts: readonly { readonly one: BurstyPods; readonly part: StepResult }[],
  ofObject: StepResult,
): RecordsByRole<RestoreRecord> {
  return new Map(
    parts.flatMap(({ one: { record, context }, part }, index) => {
      const now = index === 0 ? joinSteps([part, ofObject]).record : (part.record ?? {});
      const merged = mergeRecords(record, { ...now, v: 1 });
      return merged === record ? [] : [[context.podSet.role, merged] as const];
    }),
  );
}

function openPods(context: PodSetContext): BurstyPods {
  const { podSet, catalog } = context;
  const { record } = readRestore(podSet);
  return {
    context,
    record,
    hadGpu: hasAccelerator(podSet, context) || recordsAccelerator(record, catalog),
    targets: targetsOf(context, record),
    placement: joinSteps([removeGpuTolerations(context), removeGpuSelectors(context)]),
  };
}

/** Pods of other roles than those that are meant stay what they are. */
function isConcerned({ context: { podSet, roles } }: BurstyPods): boolean {
  return roles === undefined || roles.has(podSet.role);
}

function podsStep({ context, record, hadGpu, targets, placement }: BurstyPods, grows: boolean): StepResult {
  const needsCpuPlace = hadGpu || grows;
  return joinSteps([
    refuseUnclearResources(context),
    removeGpuResources(context),
    removeTwins(context),
    removeGpuClaims(context),
    removeShareAnnotations(context),
    decideRequests(context, targets, needsCpuPlace),
    placement,
    hadGpu ? joinSteps([noteUnknownSelectors(context), noteNodes(context)]) : noteGpuNodesSelected(context),
    noteGpuTopology(context),
    nodeAffinity(context, record),
    removeGpuRuntimeClass(context),
    removeOwnShm(context),
    removeTrainingRetries(context),
    removeEvictionAnnotations(context),
  ]);
}

/** Joined removals, then what is added, then the record where it has changed. */
function settledOperations(
  context: DecisionContext,
  part: Required<StepResult>,
  records: RecordsByRole<RestoreRecord>,
): readonly ReasonedOperation[] {
  const { workload } = context;
  const text = records.size === 0 ? null : restoreWith(workload, records);
  const additions = [...part.operations, ...keptRecords(context, text)];
  const isEmptied = records.size > 0 && text === null && at(workload.object.root, RESTORE_PATH) !== null;
  const floors = [
    ["metadata"],
    ...workload.podSets.flatMap((one) => [...podFloors(one), ...twinFloors(one)]),
  ];
  const removals = collapseRemovals(
    workload.object.root,
    isEmptied ? [...part.removals, emptyRecord(context)] : part.removals,
    additions.map((operation) => operation.path),
    floors,
  );
  return [...removals, ...additions];
}

/** What it remembered has gone with this run. */
function emptyRecord({ settings }: DecisionContext): Removal {
  const reason = "there is nothing left to give back";
  return { path: RESTORE_PATH, step: "lifecycle", reason, origin: byProfile(settings) };
}

/** Writes records, where the annotation does not say the same already. */
function keptRecords(
  { workload, settings }: DecisionContext,
  text: string | null,
): readonly ReasonedOperation[] {
  if (text === null || isRestoreText(workload, text)) return [];
  return [
    {
      op: "set",
      path: RESTORE_PATH,
      before: "spec",
      value: text,
      step: "lifecycle",
      reason: "a GPU profile can give back what was taken away",
      origin: byProfile(settings),
    },
  ];
}

/** GPU nodes are no longer asked for, and what is wanted keeps the pods off them. */
function nodeAffinity(context: PodSetContext, record: RestoreRecord | null): StepResult {
  const keepOff = keepOffFor(context, record);
  if (!keepOff.ok) return refusedStep(keepOff.problem);
  if (keepOff.wanted === null)
    return joinSteps([
      changeRequiredAffinity(context, NOT_KEPT_OFF),
      changePreferredAffinity(context, NOT_KEPT_OFF),
    ]);
  const { required, preferred, diagnostics } = keepOff.wanted;
  return joinSteps([
    { ...NOTHING, diagnostics },
    changeRequiredAffinity(context, { wanted: required, recorded: record?.keepOff ?? [] }),
    changePreferredAffinity(context, { wanted: preferred, recorded: record?.preferredKeepOff ?? [] }),
  ]);
}

type Outcome = Omit<ProfileDecision, "kind" | "operations" | "diagnostics">;

/** What was decided; null where nothing happens. */
type Work = {
  readonly operations: readonly ReasonedOperation[];
  readonly scale: ScaleDecision | null;
  readonly jobPods: number | null;
};

function outcome(context: DecisionContext, work: Work | null): Outcome {
  const { workload } = context;
  const { generated, dropped, sideEdits } = work?.scale ?? { generated: [], dropped: [], sideEdits: [] };
  const before = peakOf(workload, context, null);
  const pods = work?.scale?.peakPods ?? work?.jobPods ?? null;
  return {
    generated,
    dropped,
    sideEdits,
    gpus: { after: gpusAfter(context, work), peakAfter: null },
    peak: {
      before,
      after: work === null ? before : peakOf(after(context, work.operations).workload, context, pods),
    },
    placement: null,
    notes: [],
    foughtSelectors: new Set(),
  };
}

/** Those of other roles stay. */
function gpusAfter(context: DecisionContext, work: Work | null): number {
  const { workload, roles } = context;
  if (work === null) return gpusNow(workload, context);
  return gpusNow(workload, context, ({ role }) => roles?.has(role) === false);
}

/** There is nothing to do. */
function untouched(context: DecisionContext, diagnostics: readonly Advice[]): ProfileDecision {
  return { kind: "made", operations: [], diagnostics, ...outcome(context, null) };
}

/** A DaemonSet without a GPU that tolerates or selects GPU nodes is an agent of those nodes, not a GPU workload. */
function followsNodes({ workload }: DecisionContext): Advice {
  return inform(workload, ["kind"], {
    code: "daemon-set-left-alone",
    message: `${objectTitle(workload.object)} asks for no GPU and is left alone: which nodes it runs on is its purpose`,
  });
}

function unreadableRecord({ workload }: DecisionContext): Refusal {
  return refuse(workload, RESTORE_PATH, {
    code: "restore-unreadable",
    message: `${objectTitle(workload.object)} cannot be recorded: its annotation ${RESTORE_ANNOTATION} is damaged or from another version`,
    why: "Writing over it would lose what it says.",
  });
}
