import type { Setting } from "../../profile/settings.ts";
import { byProfile } from "../bursty/origin.ts";
import type { Change } from "../bursty/record.ts";
import type { DecisionContext } from "../context.ts";
import type { Intent } from "../intent.ts";
import { refuse } from "../notice.ts";
import type { StepResult } from "../step.ts";
import { recordedPath } from "./fields.ts";
import {
  isBlank,
  jsonAt,
  mergeTraining,
  printTraining,
  RECORDED_FIELDS,
  type RecordedField,
  readTraining,
  TRAINING_ANNOTATION,
  TRAINING_PATH,
  type TrainingRecord,
  trainingRecord,
} from "./record.ts";

/**
 * The intent that keeps in the annotation what `intents` are about to add for workers and queues, so that another
 * profile can take exactly that out again. Nothing where nothing new is added. What a Job without `workers` gets
 * is no part of it, but the queue.
 */
export function keepRecordStep(
  context: DecisionContext,
  intents: readonly Intent[],
  workers: Setting<number> | null,
): StepResult {
  const { workload, settings } = context;
  const all = recordOf(context, intents);
  const { queue } = all.set;
  const ofQueue: TrainingRecord = { v: 1, set: queue === undefined ? {} : { queue }, env: {} };
  const now = workers === null ? ofQueue : all;
  if (isBlank(now)) return { intents: [], diagnostics: [] };
  if (readTraining(workload).kind === "damaged")
    return {
      intents: [],
      diagnostics: [
        refuse(workload, TRAINING_PATH, {
          code: "restore-unreadable",
          message: `the annotation ${TRAINING_ANNOTATION} is damaged or from another version`,
          why: "Writing over it would lose what it says.",
          advice: "Take its text from version control, or remove the annotation.",
        }),
      ],
    };
  const before = trainingRecord(workload);
  const merged = mergeTraining(before, now);
  const text = printTraining(merged);
  if (text === printTraining(before)) return { intents: [], diagnostics: [] };
  const shared = {
    path: TRAINING_PATH,
    step: "lifecycle",
    reason: "another profile can take out again exactly what was added",
    origin: byProfile(settings),
  } as const;
  const intent: Intent = isBlank(merged)
    ? { op: "remove", ...shared }
    : { op: "set", value: text, before: "spec", ...shared };
  return { intents: [intent], diagnostics: [] };
}

function recordOf({ workload }: DecisionContext, intents: readonly Intent[]): TrainingRecord {
  const set: Partial<Record<RecordedField, Change>> = {};
  for (const field of RECORDED_FIELDS) {
    const path = recordedPath(workload, field);
    const intent = path === null ? undefined : intents.find((one) => samePath(one.path, path));
    if (path !== null && intent?.op === "set") set[field] = [jsonAt(workload, path), intent.value];
  }
  const env: Record<string, readonly string[]> = {};
  for (const container of workload.containers) {
    const names = intents.flatMap((intent) =>
      (intent.op === "append" || intent.op === "prepend") && samePath(intent.path, [...container.path, "env"])
        ? nameIn(intent.value)
        : [],
    );
    if (names.length > 0) env[container.name] = names;
  }
  return { v: 1, set, env };
}

function nameIn(value: Extract<Intent, { op: "append" }>["value"]): readonly string[] {
  const name = typeof value === "object" && value !== null && "name" in value ? value.name : null;
  return typeof name === "string" ? [name] : [];
}

function samePath(a: Intent["path"], b: Intent["path"]): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}
