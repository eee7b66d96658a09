import { objectTitle } from "../../../k8s/object.ts";
import type { Advice, Refusal } from "../../../kernel/diagnostic.ts";
import { byProfile } from "../../../profile/by-profile.ts";
import { hasAccelerator, mayHaveAccelerator } from "../../../workload/accelerators.ts";
import { autoscalersOf } from "../../../workload/autoscalers.ts";
import { mergeRecords } from "../../records/merge-records.ts";
import type { RestoreRecord } from "../../records/restore-record.ts";
import { collapseRemovals } from "../../shared/collapse.ts";
import { after, type DecisionContext } from "../../shared/context.ts";
import { targetsOf } from "../../shared/cpu-containers.ts";
import type { Intent, ProfileDecision, RefusedDecision } from "../../shared/decision.ts";
import { inform, refuse } from "../../shared/diagnostics.ts";
import { gpusNow, podCount } from "../../shared/pods.ts";
import { RESTORE_ANNOTATION, readRestore, writeRestore } from "../../shared/restore-annotation.ts";
import { joinSteps, NOTHING, refusedStep, type StepResult } from "../../shared/step.ts";
import { removeGpuClaims } from "../removal/claims.ts";
import { removeGpuResources } from "../removal/gpu-resources.ts";
import {
  noteUnknownSelectors,
  removeGpuRuntimeClass,
  removeGpuSelectors,
  removeGpuTolerations,
} from "../removal/placement.ts";
import { removePreferredGpuTerms } from "../removal/preferred-affinity.ts";
import { changeRequiredAffinity } from "../removal/required-affinity.ts";
import { removeEvictionAnnotations, removeOwnShm, removeTrainingRetries } from "../removal/runtime.ts";
import { decideJob } from "./job.ts";
import { keepOffFor } from "./keep-off.ts";
import { noteNodes } from "./node-notes.ts";
import { peakOf } from "./peak.ts";
import { recordsAccelerator } from "./records-accelerator.ts";
import { remarkGpuTraces } from "./remarks.ts";
import { decideRequests } from "./requests-step.ts";
import { decideScale, type ScaleDecision } from "./scale.ts";
import { noteGpuTopology } from "./topology.ts";

/**
 * The bursty profile for one workload: every trace of GPUs goes from the pod template, CPU requests and an autoscaler
 * come, and the annotation `gpuify.dev/restore` keeps what cannot be known again. Pure.
 */
export function decideBursty(context: DecisionContext): RefusedDecision | ProfileDecision {
  const { workload, catalog } = context;
  const { record, diagnostics } = readRestore(workload);
  const asks = hasAccelerator(workload, context);
  const placement = joinSteps([removeGpuTolerations(context), removeGpuSelectors(context)]);
  if (workload.kind.lifecycle === "per-node" && !mayHaveAccelerator(workload, context) && record === null)
    return untouched(
      context,
      placement.removals.length === 0 ? diagnostics : [...diagnostics, followsNodes(context)],
    );
  const targets = targetsOf(context, record);
  const scale = decideScale(context, record, targets);
  const job = decideJob(context);
  const grows = scale?.autoscaled === true || (job !== null && job.part.intents.length > 0);
  const hadGpu = asks || recordsAccelerator(record, catalog);
  const needsCpuPlace = hadGpu || grows;
  const part = joinSteps([
    { ...NOTHING, diagnostics },
    removeGpuResources(context),
    removeGpuClaims(context),
    decideRequests(context, targets, needsCpuPlace),
    placement,
    hadGpu ? joinSteps([noteUnknownSelectors(context), noteNodes(context)]) : NOTHING,
    noteGpuTopology(context),
    requiredAffinity(context, record, needsCpuPlace),
    removePreferredGpuTerms(context),
    removeGpuRuntimeClass(context),
    removeOwnShm(context),
    removeTrainingRetries(context),
    removeEvictionAnnotations(context),
    scale?.part ?? NOTHING,
    job?.part ?? NOTHING,
    { ...NOTHING, diagnostics: remarkGpuTraces(context) },
  ]);
  const isUnreadable = readRestore(workload).diagnostics.length > 0;
  const merged = mergeRecords(record, { ...part.record, v: 1 });
  const lost = isUnreadable && merged !== record ? [unreadableRecord(context)] : [];
  const refusals = [...part.refusals, ...lost];
  if (refusals.length > 0) return { kind: "refused", refusals, diagnostics: part.diagnostics };
  const intents = settledIntents(context, part, merged === record ? null : merged);
  return {
    kind: "made",
    intents,
    diagnostics: part.diagnostics,
    ...outcome(context, { intents, scale, jobPods: job?.pods ?? null }),
  };
}

/** Joined removals, then what is added, then the record where it has changed. */
function settledIntents(
  context: DecisionContext,
  part: Required<StepResult>,
  record: RestoreRecord | null,
): readonly Intent[] {
  const { workload, settings } = context;
  const kept = record === null ? null : writeRestore(workload, record, byProfile(settings));
  const additions = [...part.intents, ...(kept === null ? [] : [kept])];
  const floors = [
    ["metadata"],
    workload.templatePath,
    workload.podSpecPath,
    ...workload.containers.map((container) => container.path),
  ];
  const removals = collapseRemovals(
    workload.object.root,
    part.removals,
    additions.map((intent) => intent.path),
    floors,
  );
  return [...removals, ...additions];
}

function requiredAffinity(
  context: DecisionContext,
  record: RestoreRecord | null,
  needed: boolean,
): StepResult {
  // One pod per node is what a DaemonSet is for: it fills nothing.
  if (!needed || context.workload.kind.lifecycle === "per-node") return changeRequiredAffinity(context, null);
  const keepOff = keepOffFor(context, record);
  if (!keepOff.ok) return refusedStep(keepOff.problem);
  return changeRequiredAffinity(context, keepOff.fact);
}

type Outcome = Omit<ProfileDecision, "kind" | "intents" | "diagnostics">;

/** What was decided; null where nothing happens. */
type Work = {
  readonly intents: readonly Intent[];
  readonly scale: ScaleDecision | null;
  readonly jobPods: number | null;
};

function outcome(context: DecisionContext, work: Work | null): Outcome {
  const { workload, surroundings } = context;
  const pods = podCount(workload, autoscalersOf(workload, surroundings));
  const peakPods = pods.max ?? pods.now;
  const before = peakOf(workload, peakPods);
  const { generated, dropped, sideEdits } = work?.scale ?? { generated: [], dropped: [], sideEdits: [] };
  const podsAfter = work?.scale?.peakPods ?? work?.jobPods ?? peakPods;
  return {
    generated,
    dropped,
    sideEdits,
    gpus: { after: work === null ? gpusNow(workload, context) : 0, peakAfter: null },
    peak: {
      before,
      after: work === null ? before : peakOf(after(context, work.intents).workload, podsAfter),
    },
    placement: null,
    notes: [],
    foughtSelectors: new Set(),
  };
}

/** There is nothing to do. */
function untouched(context: DecisionContext, diagnostics: readonly Advice[]): ProfileDecision {
  return { kind: "made", intents: [], diagnostics, ...outcome(context, null) };
}

/** A DaemonSet without a GPU that tolerates or selects GPU nodes is an agent of those nodes, not a GPU workload. */
function followsNodes({ workload }: DecisionContext): Advice {
  return inform(workload, ["kind"], {
    code: "daemon-set-left-alone",
    message: `${objectTitle(workload.object)} asks for no GPU and is left alone: which nodes it runs on is its purpose`,
  });
}

function unreadableRecord({ workload }: DecisionContext): Refusal {
  return refuse(workload, ["metadata", "annotations", RESTORE_ANNOTATION], {
    code: "restore-unreadable",
    message: `${objectTitle(workload.object)} cannot be recorded: its annotation ${RESTORE_ANNOTATION} is damaged or from another version`,
    why: "Writing over it would lose what it says.",
  });
}
