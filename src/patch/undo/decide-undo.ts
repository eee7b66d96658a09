import { apply } from "../../edit/draft.ts";
import { leadPodSet, type Workload } from "../../k8s/workload.ts";
import type { Diagnostic, Refusal } from "../../kernel/diagnostic.ts";
import { settingsFor } from "../../profile/settings-from-flags.ts";
import { acceleratorsOf, asksForAccelerator } from "../../workload/accelerators.ts";
import { autoscalersOf } from "../../workload/autoscalers.ts";
import { mountedAtShm } from "../../workload/shared-memory.ts";
import { asScalar, at } from "../../yaml/access.ts";
import { inReadingOrder } from "../config-fields/reading-order.ts";
import { immutabilityDiagnostics } from "../live/immutability.ts";
import { drop } from "../profiles/bursty/own-autoscaler.ts";
import { mountOperations } from "../profiles/gpu/steps/shared-memory.ts";
import { TRAINING_ANNOTATION, TRAINING_PATH } from "../records/training-record.ts";
import {
  after,
  type DecisionInput,
  eachPodSet,
  openContext,
  type PodSetContext,
  workloadIn,
} from "../shared/context.ts";
import {
  type Decision,
  type DroppedObject,
  type MadeDecision,
  type ReasonedOperation,
  refusedDecision,
} from "../shared/decision.ts";
import { gpusNow } from "../shared/pods.ts";
import { RESTORE_ANNOTATION, RESTORE_PATH } from "../shared/restore-annotation.ts";
import { changedSince, notMadeAgain } from "./changed-since.ts";
import { undoBursty } from "./undo-bursty.ts";
import { undoTraining } from "./undo-training.ts";

/** What a decision to undo stands on: no setting counts, only what records say. */
export type UndoContext = Omit<DecisionInput, "settings">;

/** True where a run left a record of what it took away or wrote. */
export function hasRecord({ object }: Workload): boolean {
  return [RESTORE_PATH, TRAINING_PATH].some((path) => asScalar(at(object.root, path)) !== null);
}

/** Takes out workers and queue: under a profile that has none. */
const WITHOUT_WORKERS = settingsFor({ name: "undo", base: "continuous" }, {});

/** Gives back all that a record holds, so that nothing of it has to stay recorded. */
const GIVING_BACK = settingsFor({ name: "undo", base: "training" }, {});

/**
 * Takes back what the records of a workload prove: what the training profile wrote for workers and queues, what the
 * bursty profile took away and wrote, and the objects that gpuify made for it. The profiles' own ways back do it; what
 * they only warn about is an error here, because the records go and with them the last word about it.
 */
export function decideUndo(undo: UndoContext): Decision {
  const start = openContext({ ...undo, settings: WITHOUT_WORKERS });
  const apart = undoTraining({ ...start, podSet: leadPodSet(start.workload) });
  const alone = { ...after(start, from(TRAINING_ANNOTATION, apart.operations)), settings: GIVING_BACK };
  const restored = undoBursty(alone, (operations) => from(RESTORE_ANNOTATION, operations));
  const problems = [...apart.diagnostics, ...restored.diagnostics];
  const lost = problems.filter(({ severity }) => severity !== "info").map(asError);
  const before = gpusNow(undo.workload, undo);
  if (lost.length > 0) return refusedDecision(...lost);
  const memory = eachPodSet(restored.context).flatMap((own) =>
    memoryOperations(own, restored.devices.get(own.podSet.role)?.shm ?? null),
  );
  const end = apply(restored.context.draft, from(RESTORE_ANNOTATION, memory));
  const ordered = inReadingOrder(end, start.settings);
  const operations = ordered.operations;
  return {
    ...NOTHING,
    operations,
    dropped: [...apart.dropped.map(withReason), ...ownAutoscalers(undo)],
    diagnostics: [
      ...problems,
      ...undo.workload.podSets.flatMap(changedSince),
      ...undo.workload.podSets.flatMap(notMadeAgain),
      ...immutabilityDiagnostics(undo.workload, operations),
    ],
    gpus: { before, after: gpusNow(workloadIn(undo.workload, ordered), undo), peakAfter: null },
  };
}

const NOTHING: Omit<MadeDecision, "gpus"> = {
  kind: "made",
  operations: [],
  generated: [],
  dropped: [],
  sideEdits: [],
  diagnostics: [],
  peak: null,
  placement: null,
  notes: [],
};

function asError(problem: Diagnostic): Refusal {
  return {
    ...problem,
    severity: "error",
    category: "decision",
    advice:
      `${problem.advice ?? ""} If the record is not enough, use \`git diff\` and \`git checkout\`.`.trim(),
  };
}

/** The shared memory that a GPU profile had written and bursty took out, for the containers that have GPUs again. */
function memoryOperations(context: PodSetContext, size: string | null): readonly ReasonedOperation[] {
  if (size === null) return [];
  const containers = acceleratorsOf(context.podSet, context)
    .filter(asksForAccelerator)
    .map(({ container }) => container)
    .filter((container) => container.role !== "init" && mountedAtShm(container) === null);
  return containers.length === 0 ? [] : mountOperations(context, containers, size);
}

/** The annotation is what says all of it. */
function from(key: string, operations: readonly ReasonedOperation[]): readonly ReasonedOperation[] {
  return operations.map((operation) => ({ ...operation, origin: { kind: "annotation", key } }));
}

function ownAutoscalers({ workload, surroundings }: UndoContext): readonly DroppedObject[] {
  return autoscalersOf(workload, surroundings)
    .filter(({ ours }) => ours)
    .map((one) => withReason(drop(one, "")));
}

function withReason(dropped: DroppedObject): DroppedObject {
  return { ...dropped, reason: "gpuify added it for the profile that is undone" };
}
