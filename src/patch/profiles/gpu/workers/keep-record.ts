import { byProfile } from "../../../../profile/by-profile.ts";
import { minorToWriteFor } from "../../../../profile/layers.ts";
import type { Setting } from "../../../../profile/settings.ts";
import { disruptionPolicy, retriedJob } from "../../../../workload/retries.ts";
import { isSamePath, startsWith } from "../../../../yaml/field-path.ts";
import type { RecordedChange } from "../../../records/restore-record.ts";
import {
  isBlank,
  jsonAt,
  mergeTraining,
  partsOf,
  RECORDED_FIELDS,
  type RecordedField,
  readTraining,
  recordable,
  sameTraining,
  TRAINING_ANNOTATION,
  TRAINING_PATH,
  type TrainingRecord,
  trainingRecord,
  trainingWith,
} from "../../../records/training-record.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { refuse } from "../../../shared/diagnostics.ts";
import { NOTHING, refusedStep, type StepResult } from "../../../shared/step.ts";
import { recordedPath } from "./fields.ts";
import { staleCount } from "./group.ts";
import { isOwnTerm, termsPath } from "./one-per-node.ts";
import { isRendezvousName } from "./variables.ts";

/**
 * The operation that keeps in the annotation what `operations` are about to add for workers and queues, so that another
 * profile can take exactly that out again. Nothing where nothing new is added. Of what a Job without `workers` gets, the
 * queue is part of it, and a number of retries where preemptions count: beside a policy that ignores them it is known
 * again by its form.
 */
export function keepRecordStep(
  context: PodSetContext,
  operations: readonly ReasonedOperation[],
  workers: Setting<number> | null,
): StepResult {
  const { podSet, settings } = context;
  const all = recordOf(context, operations);
  const now = workers === null ? withoutWorkers(context, all, operations) : all;
  const adopted = workers === null ? {} : adoptedWidth(context, workers.value);
  const isLeft = workers === null && settings.base === "training";
  const stale = isLeft ? staleCount(podSet, trainingRecord(podSet)) : [];
  if (isBlank(now) && Object.keys(adopted).length === 0) return { ...NOTHING, diagnostics: stale };
  if (readTraining(podSet).kind === "damaged")
    return refusedStep(
      refuse(podSet, TRAINING_PATH, {
        code: "restore-unreadable",
        message: `the annotation ${TRAINING_ANNOTATION} is damaged or from another version`,
        why: "Writing over it would lose what it says.",
      }),
    );
  const before = trainingRecord(podSet);
  const joined = mergeTraining(before, now);
  const merged: TrainingRecord = { ...joined, set: { ...joined.set, ...adopted } };
  if (sameTraining(merged, before)) return { ...NOTHING, diagnostics: stale };
  const text = trainingWith(podSet, merged);
  const shared = {
    path: TRAINING_PATH,
    step: "lifecycle",
    reason: "another profile can take out again exactly what was added",
    origin: byProfile(settings),
  } as const;
  const operation: ReasonedOperation =
    text === null ? { op: "remove", ...shared } : { op: "set", value: text, before: "spec", ...shared };
  return { ...NOTHING, operations: [operation], diagnostics: stale };
}

/** What a Job without workers gets that nothing but a record proves to be gpuify's. */
function withoutWorkers(
  { podSet, settings }: PodSetContext,
  { set, env }: TrainingRecord,
  operations: readonly ReasonedOperation[],
): TrainingRecord {
  const { queue } = partsOf({ v: 1, set, env });
  const { backoffLimit } = set;
  const job = retriedJob(podSet, minorToWriteFor(settings));
  if (backoffLimit === undefined || job === null) return queue;
  const policy = [...job.path, "podFailurePolicy"];
  const isKnownByForm =
    disruptionPolicy(job).kind === "ignored" || operations.some(({ path }) => startsWith(path, policy));
  return isKnownByForm ? queue : { ...queue, set: { ...queue.set, backoffLimit } };
}

/** Numbers that somebody wrote over those of an earlier run, and asks for now: they are part of the group again. */
function adoptedWidth(
  { podSet }: PodSetContext,
  count: number,
): Readonly<Partial<Record<RecordedField, RecordedChange>>> {
  const { set } = trainingRecord(podSet);
  const adopted: Partial<Record<RecordedField, RecordedChange>> = {};
  for (const field of ["completions", "parallelism"] as const) {
    const path = recordedPath(podSet, field);
    const change = set[field];
    if (path === null || change === undefined || jsonAt(podSet, path) !== count) continue;
    adopted[field] = [change[0], count];
  }
  return adopted;
}

function recordOf({ podSet }: PodSetContext, operations: readonly ReasonedOperation[]): TrainingRecord {
  const set: Partial<Record<RecordedField, RecordedChange>> = {};
  for (const field of RECORDED_FIELDS) {
    const path = recordedPath(podSet, field);
    const operation = path === null ? undefined : operations.find((one) => isSamePath(one.path, path));
    if (path !== null && operation?.op === "set")
      set[field] = [recordable(field, jsonAt(podSet, path)), operation.value];
  }
  const env = podSet.containers.flatMap((container) => {
    const names = operations.flatMap((operation) =>
      (operation.op === "append" || operation.op === "prepend") &&
      isSamePath(operation.path, [...container.path, "env"])
        ? nameIn(operation.value)
        : [],
    );
    return names.length > 0 ? [[container.name, names] as const] : [];
  });
  const terms = termsPath(podSet);
  const hasTerm = operations.some(
    (operation) =>
      operation.op === "append" && isSamePath(operation.path, terms) && isOwnTerm(operation.value),
  );
  return { v: 1, set, env: Object.fromEntries(env), ...(hasTerm && { onePerNode: true }) };
}

function nameIn(value: Extract<ReasonedOperation, { op: "append" }>["value"]): readonly string[] {
  const name = typeof value === "object" && value !== null && "name" in value ? value.name : null;
  return typeof name === "string" && isRendezvousName(name) ? [name] : [];
}
