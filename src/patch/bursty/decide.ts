import { objectTitle } from "../../k8s/object.ts";
import { hasAccelerator, mayHaveAccelerator } from "../../workload/accelerators.ts";
import { autoscalersOf } from "../../workload/autoscalers.ts";
import { collapseRemovals } from "../collapse.ts";
import type { DecisionContext } from "../context.ts";
import type { Decision, Intent } from "../intent.ts";
import { inform, refuse } from "../notice.ts";
import { gpusOfPods, gpusWritten, podCount } from "../pods.ts";
import { RESTORE_ANNOTATION, readRestore, writeRestore } from "../restore.ts";
import { immutabilityNotes } from "../steps/kind-notes.ts";
import { removeGpuClaims } from "./claims.ts";
import { recordsAccelerator, removeGpuResources } from "./gpu-resources.ts";
import { decideJob } from "./job.ts";
import { keepOffFor } from "./keep-off.ts";
import { mergeRecords } from "./merge-record.ts";
import { noteNodes } from "./node-notes.ts";
import { byProfile } from "./origin.ts";
import { joinParts, NOTHING, type Part } from "./part.ts";
import { peakOf } from "./peak.ts";
import {
  noteUnknownSelectors,
  removeGpuRuntimeClass,
  removeGpuSelectors,
  removeGpuTolerations,
} from "./placement.ts";
import { removePreferredGpuTerms } from "./preferred-affinity.ts";
import type { RestoreRecord } from "./record.ts";
import { remarkGpuTraces } from "./remarks.ts";
import { decideRequests } from "./requests-step.ts";
import { changeRequiredAffinity } from "./required-affinity.ts";
import { removeEvictionAnnotations, removeOwnShm, removeTrainingRetries } from "./runtime.ts";
import { decideScale, type ScaleDecision } from "./scale.ts";
import { targetsOf } from "./targets.ts";
import { noteGpuTopology } from "./topology.ts";

/**
 * The bursty profile for one workload: every trace of GPUs goes from the pod template, CPU requests and an autoscaler
 * come, and the annotation `gpuify.dev/restore` keeps what cannot be known again. Pure.
 */
export function decideBursty(context: DecisionContext): Decision {
  const { workload, catalog } = context;
  const { record, diagnostics } = readRestore(workload);
  const asks = hasAccelerator(workload, context);
  const placement = joinParts([removeGpuTolerations(context), removeGpuSelectors(context)]);
  if (workload.kind.class === "daemon-set" && !mayHaveAccelerator(workload, context) && record === null)
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
  const part = joinParts([
    { ...NOTHING, diagnostics },
    removeGpuResources(context),
    removeGpuClaims(context),
    decideRequests(context, targets, needsCpuPlace),
    placement,
    hadGpu ? joinParts([noteUnknownSelectors(context), noteNodes(context)]) : NOTHING,
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
  const settled = settle(context, part, record);
  if (settled.diagnostics.some(({ severity }) => severity === "error"))
    return untouched(context, settled.diagnostics);
  return { ...settled, ...outcome(context, { intents: settled.intents, scale, jobPods: job?.pods ?? null }) };
}

/** Joined removals, then the record; a record that cannot be read is never overwritten. */
function settle(
  context: DecisionContext,
  part: Part,
  record: RestoreRecord | null,
): Pick<Decision, "intents" | "diagnostics"> {
  const { workload, settings } = context;
  const merged = mergeRecords(record, { ...part.record, v: 1 });
  const kept = merged === record ? null : writeRestore(workload, merged, byProfile(settings));
  const isUnreadable = part.diagnostics.some((one) => one.code === "restore-unreadable");
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
  const intents = [...removals, ...additions];
  return {
    intents,
    diagnostics: [
      ...part.diagnostics,
      ...(kept !== null && isUnreadable ? [unreadableRecord(context)] : []),
      ...immutabilityNotes(workload, intents),
    ],
  };
}

function requiredAffinity(context: DecisionContext, record: RestoreRecord | null, needed: boolean): Part {
  // One pod per node is what a DaemonSet is for: it fills nothing.
  if (!needed || context.workload.kind.class === "daemon-set") return changeRequiredAffinity(context, null);
  const keepOff = keepOffFor(context, record);
  if (!keepOff.ok) return { ...NOTHING, diagnostics: [keepOff.problem] };
  return changeRequiredAffinity(context, keepOff.fact);
}

type Outcome = Omit<Decision, "intents" | "diagnostics">;

/** What was decided; null where nothing happens. */
type Work = {
  readonly intents: readonly Intent[];
  readonly scale: ScaleDecision | null;
  readonly jobPods: number | null;
};

function outcome(context: DecisionContext, work: Work | null): Outcome {
  const { workload, surroundings } = context;
  const pods = podCount(workload, autoscalersOf(workload, surroundings));
  const gpus = gpusOfPods(gpusWritten(workload, context), pods.now);
  const peakPods = pods.max ?? pods.now;
  const before = peakOf(workload, peakPods, []);
  const { generated, dropped, sideEdits } = work?.scale ?? { generated: [], dropped: [], sideEdits: [] };
  const podsAfter = work?.scale?.peakPods ?? work?.jobPods ?? peakPods;
  return {
    generated,
    dropped,
    sideEdits,
    gpus: { before: gpus, after: work === null ? gpus : 0, peakAfter: null },
    peak: { before, after: work === null ? before : peakOf(workload, podsAfter, work.intents) },
    placement: null,
    notes: [],
  };
}

/** Nothing happens: there is nothing to do, or the user must decide something first. */
function untouched(context: DecisionContext, diagnostics: Decision["diagnostics"]): Decision {
  return { intents: [], diagnostics, ...outcome(context, null) };
}

/** A DaemonSet without a GPU that tolerates or selects GPU nodes is an agent of those nodes, not a GPU workload. */
function followsNodes({ workload }: DecisionContext): Decision["diagnostics"][number] {
  return inform(workload, ["kind"], {
    code: "daemon-set-left-alone",
    message: `${objectTitle(workload.object)} asks for no GPU and is left alone: which nodes it runs on is its purpose`,
  });
}

function unreadableRecord({ workload }: DecisionContext): Decision["diagnostics"][number] {
  return refuse(workload, ["metadata", "annotations", RESTORE_ANNOTATION], {
    code: "restore-unreadable",
    message: `${objectTitle(workload.object)} cannot be recorded: its annotation ${RESTORE_ANNOTATION} is damaged or from another version`,
    why: "Writing over it would lose what it says.",
  });
}
