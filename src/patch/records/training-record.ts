import type { Json } from "../../edit/operation.ts";
import { isJsonMap, isList, type JsonMap, jsonOf, sameJson } from "../../k8s/json.ts";
import type { PodSet, WorkloadObject } from "../../k8s/workload.ts";
import { MAX_COUNT } from "../../profile/limits.ts";
import { asScalar, at } from "../../yaml/access.ts";
import { parseByRole, printByRole } from "./by-role.ts";
import type { RecordedChange } from "./restore-record.ts";

/**
 * Annotation of the workload: what `--workers` and `--queue` wrote, and a number of retries that no policy beside it
 * shows to be gpuify's, so that the next profile takes out that and no more.
 */
export const TRAINING_ANNOTATION = "gpuify.dev/restore-training";

/** Where the annotation is. */
export const TRAINING_PATH = ["metadata", "annotations", TRAINING_ANNOTATION] as const;

/** Label of the workers' pods; its value is the name of the Service that selects it. */
export const WORKERS_LABEL = "gpuify.dev/workers";

/** Fields that are written as a whole, by the names of the record. */
export const RECORDED_FIELDS = [
  "completionMode",
  "completions",
  "parallelism",
  "backoffLimit",
  "subdomain",
  "queue",
] as const;

export type RecordedField = (typeof RECORDED_FIELDS)[number];

/** What the annotation has of a pod set; what is about the object as a whole stands with its first. */
export interface TrainingRecord {
  readonly v: 1;
  /** Values before and after. */
  readonly set: Readonly<Partial<Record<RecordedField, RecordedChange>>>;
  /** Names of the environment variables that were added, by container. */
  readonly env: Readonly<Record<string, readonly string[]>>;
  /** Set where the term that keeps workers on nodes of their own was added; it is known again by its form. */
  readonly onePerNode?: true;
}

/** Nothing recorded. */
export const NO_RECORD: TrainingRecord = { v: 1, set: {}, env: {} };

/** The record of a pod set: `none` without one, `damaged` for anything that no version has written. */
export function readTraining(
  podSet: PodSet,
):
  | { readonly kind: "none" }
  | { readonly kind: "damaged" }
  | { readonly kind: "record"; readonly record: TrainingRecord } {
  const text = trainingText(podSet);
  if (text === null) return { kind: "none" };
  const records = parseByRole(text, recordIn);
  const record = records?.get(podSet.role);
  if (record !== undefined) return { kind: "record", record };
  return { kind: records === null ? "damaged" : "none" };
}

/** The annotation with another record of the pod set; null where nothing is left to record. */
export function trainingWith(podSet: PodSet, record: TrainingRecord): string | null {
  const text = trainingText(podSet);
  const before = (text === null ? null : parseByRole(text, recordIn)) ?? new Map<string, TrainingRecord>();
  const filled = [...new Map([...before, [podSet.role, record]])].filter(([, one]) => !isBlank(one));
  return printByRole(new Map(filled.map(([role, one]) => [role, inOrder(one)])));
}

/** The annotation as it is; null without one, empty where it is no text. */
function trainingText({ object }: WorkloadObject): string | null {
  const node = at(object.root, TRAINING_PATH);
  return node === null ? null : (asScalar(node)?.text ?? "");
}

/** The record, or an empty one. */
export function trainingRecord(podSet: PodSet): TrainingRecord {
  const found = readTraining(podSet);
  return found.kind === "record" ? found.record : NO_RECORD;
}

/** The value of a field as a record may have it: a name that somebody wrote as a number is meant as text. */
export function recordable(field: RecordedField, value: Json): Json {
  const isScalar = typeof value !== "object";
  return isScalar && !isValue(field, value) && isValue(field, String(value)) ? String(value) : value;
}

/** True where gpuify wrote the field and nobody has changed it since. */
export function isOurs({ set }: TrainingRecord, field: RecordedField, now: Json): boolean {
  const change = set[field];
  return change !== undefined && sameJson(change[1], now);
}

/** True where gpuify added the variable to the container. */
export function isOurVariable(record: TrainingRecord, container: string, name: string): boolean {
  return namesIn(record, container).includes(name);
}

/** Names of the variables that were added to a container, which may be called what every object has: `constructor`. */
export function namesIn({ env }: TrainingRecord, container: string): readonly string[] {
  return Object.hasOwn(env, container) ? (env[container] ?? []) : [];
}

/** What an earlier run recorded, and what this one writes: the first value counts, as long as nobody changed it in between. */
export function mergeTraining(before: TrainingRecord, now: TrainingRecord): TrainingRecord {
  const set: Partial<Record<RecordedField, RecordedChange>> = { ...before.set };
  for (const field of RECORDED_FIELDS) {
    const [change, earlier] = [now.set[field], before.set[field]];
    if (change === undefined) continue;
    const was = earlier !== undefined && sameJson(earlier[1], change[0]) ? earlier[0] : change[0];
    if (sameJson(was, change[1])) delete set[field];
    else set[field] = [was, change[1]];
  }
  const containers = [...new Set([...Object.keys(before.env), ...Object.keys(now.env)])];
  const env = containers.map((name) => [
    name,
    [...new Set([...namesIn(before, name), ...namesIn(now, name)])],
  ]);
  return { v: 1, set, env: Object.fromEntries(env), ...termOf(before, now) };
}

/** Set where one of the records is of the term. */
function termOf(...records: readonly TrainingRecord[]): Pick<TrainingRecord, "onePerNode"> {
  return records.some(({ onePerNode }) => onePerNode === true) ? { onePerNode: true } : {};
}

/** True for a record of workers, and not of a queue or of retries alone. */
export function hasGroup({ set, env, onePerNode }: TrainingRecord): boolean {
  return (
    onePerNode === true ||
    Object.keys(env).length > 0 ||
    GROUP_FIELDS.some((field) => set[field] !== undefined)
  );
}

/** Fields that are written for workers only. */
const GROUP_FIELDS = ["completionMode", "completions", "parallelism", "subdomain"] as const;

/** What was written for workers, which belongs together, and the queue, which does not depend on it. */
export function partsOf(record: TrainingRecord): {
  readonly group: TrainingRecord;
  readonly queue: TrainingRecord;
} {
  const { queue, ...ofGroup } = record.set;
  return {
    group: { v: 1, set: ofGroup, env: record.env, ...termOf(record) },
    queue: { v: 1, set: queue === undefined ? {} : { queue }, env: {} },
  };
}

/** The record without what `rest` has of it. */
export function withoutRest(record: TrainingRecord, rest: TrainingRecord): TrainingRecord {
  const without = <T>(all: Readonly<Record<string, T>>, some: object) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !Object.hasOwn(some, name)));
  const term = rest.onePerNode === true ? {} : termOf(record);
  return { v: 1, set: without(record.set, rest.set), env: without(record.env, rest.env), ...term };
}

/** True where nothing is recorded. */
export function isBlank({ set, env, onePerNode }: TrainingRecord): boolean {
  return Object.keys(set).length === 0 && Object.keys(env).length === 0 && onePerNode !== true;
}

/** Fields in a fixed order, so that the same record is always the same text. */
function inOrder(record: TrainingRecord): JsonMap {
  const { set, env } = record;
  const ordered = RECORDED_FIELDS.flatMap((field) => (set[field] === undefined ? [] : [[field, set[field]]]));
  return {
    v: 1,
    ...(ordered.length === 0 ? {} : { set: Object.fromEntries(ordered) }),
    ...(Object.keys(env).length === 0 ? {} : { env }),
    ...termOf(record),
  };
}

/** True for records that say the same. */
export function sameTraining(a: TrainingRecord, b: TrainingRecord): boolean {
  return sameJson(inOrder(a), inOrder(b));
}

/** The value of a field as the record has it; null where it is absent. */
export function jsonAt({ object }: WorkloadObject, path: readonly (string | number)[]): Json {
  const node = at(object.root, path);
  return node === null ? null : jsonOf(node);
}

function recordIn(value: JsonMap): TrainingRecord | null {
  const { v: _, set = {}, env = {}, onePerNode, ...unknown } = value;
  if (onePerNode !== undefined && onePerNode !== true) return null;
  if (Object.keys(unknown).length > 0 || !isJsonMap(set) || !isJsonMap(env)) return null;
  const isKnown = Object.entries(set).every(([field, change]) => isField(field) && isChange(field, change));
  if (!isKnown || !Object.values(env).every(isNames)) return null;
  return { v: 1, set, env, ...(onePerNode && { onePerNode }) } as unknown as TrainingRecord;
}

function isField(name: string): name is RecordedField {
  return RECORDED_FIELDS.some((field) => field === name);
}

function isChange(field: RecordedField, value: Json): boolean {
  return isList(value) && value.length === 2 && value.every((one) => one === null || isValue(field, one));
}

function isValue(field: RecordedField, value: Json): boolean {
  switch (field) {
    case "completions":
    case "parallelism":
    case "backoffLimit":
      return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT;
    case "completionMode":
    case "subdomain":
    case "queue":
      return typeof value === "string";
    default:
      return field satisfies never;
  }
}

function isNames(value: Json): boolean {
  return isList(value) && value.every((name) => typeof name === "string");
}
