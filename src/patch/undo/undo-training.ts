import { objectTitle } from "../../k8s/object.ts";
import { type PodSet, podLabels } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { byProfile } from "../../profile/by-profile.ts";
import { isExplicit } from "../../profile/origin.ts";
import { at, integer, textAt } from "../../yaml/access.ts";
import { recordedPath } from "../profiles/gpu/workers/fields.ts";
import { groupStays } from "../profiles/gpu/workers/group.ts";
import { ownTerms } from "../profiles/gpu/workers/one-per-node.ts";
import { alsoUsing, ownServices } from "../profiles/gpu/workers/service.ts";
import type { RestoreRecord } from "../records/restore-record.ts";
import {
  hasGroup,
  isBlank,
  isOurs,
  jsonAt,
  NO_RECORD,
  partsOf,
  RECORDED_FIELDS,
  readTraining,
  sameTraining,
  TRAINING_ANNOTATION,
  TRAINING_PATH,
  type TrainingRecord,
  trainingWith,
  WORKERS_LABEL,
  withoutRest,
} from "../records/training-record.ts";
import { collapseRemovals, podFloors, type Removal } from "../shared/collapse.ts";
import type { PodSetContext } from "../shared/context.ts";
import type { DroppedObject, ReasonedOperation } from "../shared/decision.ts";
import { deleteCommand } from "../shared/delete-command.ts";
import { inform, warn } from "../shared/diagnostics.ts";
import { RESTORE_PATH, readRestore, restoreWith } from "../shared/restore-annotation.ts";
import { ownVariables } from "./own-variables.ts";

/** What takes out of a workload what the training profile had added for workers and queues. */
interface TrainingUndo {
  /** True where the group goes: the workload was trained in. */
  readonly wasTraining: boolean;
  readonly operations: readonly ReasonedOperation[];
  readonly dropped: readonly DroppedObject[];
  readonly diagnostics: readonly Advice[];
}

/**
 * Takes out what the training profile had recorded: workers, a queue, retries. Keeps the number of workers and the queue
 * for the next training run. Whatever somebody has changed since stays, and with another number of pods the whole
 * group does. Under training only `workers: 1` takes out a group. Without the annotation nothing happens.
 */
export function undoTraining(context: PodSetContext): TrainingUndo {
  const { podSet } = context;
  const found = readTraining(podSet);
  const nothing = { wasTraining: false, operations: [], dropped: [], diagnostics: [] };
  const { base, workers } = context.settings;
  const isToBeOne = base === "training" && isExplicit(workers) && workers?.value === 1;
  // `none` takes out placement, and leaves how a Job runs.
  if (found.kind === "none" || base === "none" || (base === "training" && !isToBeOne)) return nothing;
  if (found.kind === "damaged") return { ...nothing, diagnostics: [damaged(podSet)] };
  if (isToBeOne && !hasGroup(found.record)) return nothing;
  const staying = groupStays(podSet, found.record);
  const { group, queue } = partsOf(found.record);
  const left: TrainingRecord = staying === null ? NO_RECORD : group;
  const rest: TrainingRecord = { ...left, set: { ...left.set, ...(isToBeOne ? queue.set : {}) } };
  const operations = undoOperations(context, found.record, rest);
  const others = staying === null ? services(context) : { dropped: [], diagnostics: [staying] };
  return { wasTraining: staying === null, operations, ...others };
}

/** The operations that take out what `all` has, but leave `rest` of it and its record. */
function undoOperations(
  context: PodSetContext,
  all: TrainingRecord,
  rest: TrainingRecord,
): readonly ReasonedOperation[] {
  if (sameTraining(all, rest)) return [];
  const { podSet } = context;
  const record = withoutRest(all, rest);
  const { root } = podSet.object;
  const changes = RECORDED_FIELDS.flatMap((field) => undoField(context, record, field));
  const sets = changes.flatMap((change) => ("op" in change ? [change] : []));
  const memory = memoryOperation(context, record);
  const label = [...(podSet.labelsPath ?? []), WORKERS_LABEL];
  const removals = [
    ...changes.flatMap((change) => ("op" in change ? [] : [change])),
    ...podSet.containers.flatMap((container) =>
      ownVariables(container, record).map((index) =>
        removal(context, [...container.path, "env", index], "one pod has nobody to find"),
      ),
    ),
    ...(isBlank(partsOf(rest).group) ? labelAndTerms(context, label) : []),
    ...(trainingWith(podSet, rest) === null
      ? [removal(context, TRAINING_PATH, "what it recorded has been taken out")]
      : []),
  ];
  const additions = [...sets, ...memory, ...restOperations(context, rest)];
  const floors = [["metadata"], ...podFloors(podSet)];
  return [
    ...collapseRemovals(
      root,
      removals,
      additions.map((operation) => operation.path),
      floors,
    ),
    ...additions,
  ];
}

/** The label of the group's pods, and what keeps them apart by it. */
function labelAndTerms(context: PodSetContext, label: Removal["path"]): readonly Removal[] {
  const { podSet } = context;
  const terms = ownTerms(podSet).map((path) =>
    removal(context, path, "one pod has nobody to share a node with"),
  );
  if (at(podSet.object.root, label) === null) return terms;
  return [...terms, removal(context, label, "no Service selects these pods any more")];
}

function restOperations(
  { settings, podSet }: PodSetContext,
  rest: TrainingRecord,
): readonly ReasonedOperation[] {
  const value = trainingWith(podSet, rest);
  if (value === null) return [];
  const reason = "what has been taken out is no longer recorded";
  return [{ op: "set", path: TRAINING_PATH, value, step: "lifecycle", reason, origin: byProfile(settings) }];
}

function undoField(
  context: PodSetContext,
  record: TrainingRecord,
  field: (typeof RECORDED_FIELDS)[number],
): readonly (ReasonedOperation | Removal)[] {
  const { podSet, settings } = context;
  const path = recordedPath(podSet, field);
  const change = record.set[field];
  if (path === null || change === undefined || !isOurs(record, field, jsonAt(podSet, path))) return [];
  const [was] = change;
  if (was === null) return [removal(context, path, "the training profile had added it")];
  const reason = "so it was before the training profile";
  return [{ op: "set", path, value: was, step: "scale", reason, origin: byProfile(settings) }];
}

/** The record of what a training run shall make again, joined to what an earlier run recorded. */
function memoryOperation(context: PodSetContext, taken: TrainingRecord): readonly ReasonedOperation[] {
  const { podSet, settings } = context;
  const { record, diagnostics } = readRestore(podSet);
  // One pod is what the training run itself was asked for.
  if (settings.base === "training") return [];
  // Writing over a record that cannot be read would lose what it says.
  if (diagnostics.length > 0) return [];
  const workers = integer(at(podSet.jobSpec, ["completions"])) ?? 0;
  const queue = taken.set.queue?.[1];
  const memory: RestoreRecord = {
    ...record,
    v: 1,
    ...(hasGroup(taken) && workers > 1 ? { workers } : {}),
    ...(hasGroup(taken) && workers > 1 && ownTerms(podSet).length > 0 ? { onePerNode: true } : {}),
    ...(typeof queue === "string" ? { queue } : {}),
  };
  const value = restoreWith(podSet, new Map([[podSet.role, memory]]));
  if (value === null || (memory.workers === undefined && memory.queue === undefined)) return [];
  return [
    {
      op: "set",
      path: RESTORE_PATH,
      before: "spec",
      value,
      step: "lifecycle",
      reason: "a training run can make it again what it was",
      origin: byProfile(settings),
    },
  ];
}

function services(context: PodSetContext): Pick<TrainingUndo, "dropped" | "diagnostics"> {
  const { podSet, settings } = context;
  const name = textAt(podLabels(podSet), [WORKERS_LABEL]);
  if (name === null) return { dropped: [], diagnostics: [] };
  const { namespace } = podSet.object;
  const command = deleteCommand({ kind: "Service", name, namespace });
  const other = alsoUsing(context, name);
  if (other !== null)
    return {
      dropped: [],
      diagnostics: [
        inform(podSet, ["metadata", "name"], {
          code: "workers-service-stays",
          message: `Service/${name} stays: the workers of ${objectTitle(other)} use it too`,
        }),
      ],
    };
  const own = ownServices(context);
  const reason = `gpuify wrote it for workers, and under ${settings.profile} there are none`;
  if (own.length > 0) return { dropped: own.map(({ id }) => ({ id, reason, command })), diagnostics: [] };
  return {
    dropped: [],
    diagnostics: [
      inform(podSet, ["metadata", "name"], {
        code: "workers-service-left",
        message: `the workers of ${objectTitle(podSet.object)} had the headless Service/${name}, which is not in the input and is not needed any more`,
        advice: `Remove it where it is: \`${command}\`.`,
      }),
    ],
  };
}

function removal({ settings }: PodSetContext, path: Removal["path"], reason: string): Removal {
  return { path, step: "scale", reason, origin: byProfile(settings) };
}

function damaged(podSet: PodSet): Advice {
  return warn(podSet, TRAINING_PATH, {
    code: "restore-unreadable",
    message: `the annotation ${TRAINING_ANNOTATION} of ${objectTitle(podSet.object)} is damaged or from another version`,
    why: "What the training profile had added cannot be told from what was there, so it stays.",
    advice: "Take its text from version control, or remove the annotation and what is not needed by hand.",
  });
}
