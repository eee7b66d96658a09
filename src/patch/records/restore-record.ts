import type { Json } from "../../edit/operation.ts";
import { isJsonMap, isList, type JsonMap } from "../../k8s/json.ts";
import { MOST_INDEXED } from "../../workload/job-limits.ts";
import { parseByRole, printByRole, type RecordsByRole } from "./by-role.ts";

/** Value before and value written; null where the field was or is absent. */
export type RecordedChange = readonly [was: Json, now: Json];

/** What one container lost and what was written into it. */
export interface ContainerRecord {
  readonly limits?: JsonMap;
  readonly requests?: JsonMap;
  /** Entries of `resources.claims`. */
  readonly claims?: readonly JsonMap[];
  /** Written fields under `resources`, by names such as `requests.cpu`. */
  readonly set?: Readonly<Record<string, RecordedChange>>;
}

/**
 * What the annotation `gpuify.dev/restore` has of a pod set: what the bursty profile took away and cannot be known again, and
 * what it added. What is about the object as a whole (`workers`, `queue`, replicas and the like in `set`) stands with its
 * first pod set. Everything is optional but the version.
 */
export interface RestoreRecord {
  readonly v: 1;
  /** By container name. */
  readonly containers?: Readonly<Record<string, ContainerRecord>>;
  readonly nodeSelector?: JsonMap;
  readonly tolerations?: readonly JsonMap[];
  /** Expressions taken from the required node affinity, one list per term; `whole` when the block went with them. */
  readonly required?: { readonly whole: boolean; readonly terms: readonly (readonly JsonMap[])[] };
  /** Preferred node affinity: entries that went, and expressions that went from the entry now at index `at`. */
  readonly preferred?: readonly (
    | { readonly entry: JsonMap }
    | { readonly at: number; readonly expressions: readonly JsonMap[] }
  )[];
  readonly runtimeClassName?: string;
  /** Entries of the pod's `resourceClaims`. */
  readonly claims?: readonly JsonMap[];
  /** Size limit of the `/dev/shm` that gpuify had added; empty where it had none. */
  readonly shm?: string;
  /** Pod annotations. */
  readonly annotations?: JsonMap;
  /** Pods that worked together in a Job that the training profile had made of it. */
  readonly workers?: number;
  /** Set where each of them had a node of its own. */
  readonly onePerNode?: true;
  /** The queue of Kueue that the training profile had put it into. */
  readonly queue?: string;
  /**
   * Expressions that were added to the required node affinity to keep pods off GPU nodes, as `!key` or `key notin (a,b)`;
   * a key alone, in older records, means any such expression on it.
   */
  readonly keepOff?: readonly string[];
  /** Those of the entry that was added to the preferred node affinity. */
  readonly preferredKeepOff?: readonly string[];
  /** Written fields outside containers, by the names of `otherFields`; `twin.0` is the first of the row's `twins`. */
  readonly set?: Readonly<Record<string, RecordedChange>>;
}

/** The records in the annotation's text; null for anything that no version has written: untrusted input. */
export function parseRecords(text: string): RecordsByRole<RestoreRecord> | null {
  return parseByRole(text, (value) => (isRecord(value) ? (value as unknown as RestoreRecord) : null));
}

/** Those that hold something as the annotation's text; null where none does. */
export function printRecords(records: RecordsByRole<RestoreRecord>): string | null {
  const filled = [...records].filter(([, record]) => hasContent(record));
  return printByRole(new Map(filled.map(([role, one]) => [role, withoutVoids(one) as unknown as JsonMap])));
}

/** True when there is anything to keep. */
export function hasContent(record: Partial<RestoreRecord>): boolean {
  return Object.entries(record).some(([key, value]) => key !== "v" && !isVoid(value));
}

type Check = (value: Json | undefined) => boolean;

const isScalar: Check = (value) => value !== undefined && (typeof value !== "object" || value === null);
const isScalarMap: Check = (value) => isJsonMap(value) && Object.values(value).every(isScalar);
const isListOf = (check: Check): Check => {
  return (value) => isList(value) && value.every(check);
};
const isMapOf = (check: Check): Check => {
  return (value) => isJsonMap(value) && Object.values(value).every(check);
};
const isText: Check = (value) => typeof value === "string";
const isChange: Check = (value) => isList(value) && value.length === 2 && value.every(isScalar);

/** Written fields by the names of those that are ever written: another one would go anywhere. */
function isChangesOf(names: RegExp): Check {
  return (value) =>
    isMapOf(isChange)(value) && Object.keys(value as JsonMap).every((name) => names.test(name));
}

const CONTAINER: Readonly<Record<keyof ContainerRecord, Check>> = {
  limits: isScalarMap,
  requests: isScalarMap,
  claims: isListOf(isJsonMap),
  set: isChangesOf(/^(?:requests|limits)\.(?:cpu|memory)$/),
};

const RECORD: Readonly<Record<keyof RestoreRecord, Check>> = {
  v: (value) => value === 1,
  containers: isMapOf((value) => hasShape(value, CONTAINER)),
  nodeSelector: isMapOf(isText),
  tolerations: isListOf(isJsonMap),
  required: (value) =>
    isJsonMap(value) && typeof value.whole === "boolean" && isListOf(isListOf(isExpression))(value.terms),
  preferred: isListOf(isPreferred),
  runtimeClassName: isText,
  claims: isListOf(isJsonMap),
  shm: isText,
  annotations: isMapOf(isText),
  workers: (value) => Number.isSafeInteger(value) && Number(value) > 1 && Number(value) <= MOST_INDEXED,
  onePerNode: (value) => value === true,
  queue: isText,
  keepOff: isListOf(isText),
  preferredKeepOff: isListOf(isText),
  set: isChangesOf(
    /^(?:replicas|completions|parallelism|completionMode|twin\.\d|pod\.(?:requests|limits)\.(?:cpu|memory))$/,
  ),
};

const ORDER = Object.keys(RECORD) as (keyof RestoreRecord)[];

function isRecord(value: Json): boolean {
  return isJsonMap(value) && value.v === 1 && hasShape(value, RECORD);
}

/** Every key is known and has the right shape: an unknown key is from another version. */
function hasShape(value: Json | undefined, shape: Readonly<Record<string, Check>>): boolean {
  return (
    isJsonMap(value) &&
    Object.entries(value).every(([key, item]) => Object.hasOwn(shape, key) && shape[key]?.(item) === true)
  );
}

function isExpression(value: Json | undefined): boolean {
  return isJsonMap(value) && isText(value.key) && isText(value.operator);
}

function isPreferred(value: Json | undefined): boolean {
  if (!isJsonMap(value)) return false;
  if (value.entry !== undefined) return isJsonMap(value.entry);
  return Number.isSafeInteger(value.at) && isListOf(isExpression)(value.expressions);
}

/** The record without fields that hold nothing. */
export function withoutVoids(record: RestoreRecord): RestoreRecord {
  const filled = ORDER.filter((key) => record[key] !== undefined && !isVoid(record[key]));
  return Object.fromEntries(filled.map((key) => [key, record[key]])) as unknown as RestoreRecord;
}

function isVoid(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
