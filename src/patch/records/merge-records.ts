import { type JsonMap, sameJson } from "../../k8s/json.ts";
import {
  type ContainerRecord,
  hasContent,
  type RecordedChange,
  type RestoreRecord,
  withoutVoids,
} from "./restore-record.ts";

/** Fields about what stands in the manifest after the run: what a run says of them counts, and what it does not stays. */
const LATEST = ["keepOff", "preferredKeepOff"] as const;

/**
 * Adds what this run took away to what an earlier run recorded. A container that lost a GPU again is recorded anew;
 * of a field that was written twice the first value counts, as long as nobody changed it in between.
 */
export function mergeRecords(before: RestoreRecord | null, now: RestoreRecord): RestoreRecord {
  if (before === null) return now;
  if (!saysAnything(now)) return before;
  return {
    ...before,
    ...withoutVoids(now),
    ...keep("containers", mergeContainers(before.containers, now.containers, replaceLosses)),
    ...keep("nodeSelector", mergeMaps(before.nodeSelector, now.nodeSelector)),
    ...keep("tolerations", union(before.tolerations, now.tolerations)),
    ...keep("claims", union(before.claims, now.claims)),
    ...keep("annotations", mergeMaps(before.annotations, now.annotations)),
    ...keep("set", mergeChanges(before.set, now.set)),
    ...mergeAffinity(before, now),
    ...latestOf(now),
  };
}

/** What went in an earlier run is not lost where more went now: entries add up, and terms do where they are still the same. */
function mergeAffinity(
  before: RestoreRecord,
  now: Partial<RestoreRecord>,
): Pick<RestoreRecord, "preferred" | "required"> {
  const preferred = [
    ...(before.preferred ?? []),
    ...(now.preferred ?? []).filter(
      (one) => !before.preferred?.some((other) => sameJson(asJson(other), asJson(one))),
    ),
  ];
  const [old, fresh] = [before.required, now.required];
  const isAlike = old?.whole === fresh?.whole && old?.terms.length === fresh?.terms.length;
  return {
    ...keep("preferred", preferred),
    ...(old !== undefined && fresh !== undefined && isAlike
      ? { required: { ...fresh, terms: fresh.terms.map((term, at) => union(old.terms[at], term)) } }
      : {}),
  };
}

function asJson(value: object): JsonMap {
  return value as JsonMap;
}

/** True where a run has something to say, be it that nothing of its own stands in the manifest any more. */
function saysAnything(record: Partial<RestoreRecord>): boolean {
  return hasContent(record) || LATEST.some((key) => record[key] !== undefined);
}

function latestOf(record: Partial<RestoreRecord>): Pick<RestoreRecord, (typeof LATEST)[number]> {
  return Object.fromEntries(LATEST.flatMap((key) => (record[key] === undefined ? [] : [[key, record[key]]])));
}

/** What the steps of one run have to remember, as one record. Steps share the fields of containers and lists only. */
export function joinRecords(parts: readonly Partial<RestoreRecord>[]): RestoreRecord {
  const filled = parts.filter(saysAnything);
  const [first, ...rest] = filled;
  return rest.reduce<RestoreRecord>(
    (sum, part) => ({
      ...mergeRecords(sum, { v: 1, ...part }),
      ...keep("containers", mergeContainers(sum.containers, part.containers, addToContainer)),
    }),
    { ...first, v: 1 },
  );
}

type MergeContainer = (before: ContainerRecord, now: ContainerRecord) => ContainerRecord;

function mergeContainers(
  before: RestoreRecord["containers"] = {},
  now: RestoreRecord["containers"] = {},
  merge: MergeContainer,
): Readonly<Record<string, ContainerRecord>> {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return Object.fromEntries([...names].map((name) => [name, merge(before[name] ?? {}, now[name] ?? {})]));
}

/** What a container lost now counts; what it had lost in an earlier run is out of date. */
function replaceLosses(before: ContainerRecord, now: ContainerRecord): ContainerRecord {
  const lost = now.limits ?? now.requests ?? now.claims;
  return addToContainer(lost === undefined ? before : keep("set", before.set ?? {}), now);
}

function addToContainer(before: ContainerRecord, now: ContainerRecord): ContainerRecord {
  return { ...before, ...now, ...keep("set", mergeChanges(before.set, now.set)) };
}

function mergeChanges(
  before: Readonly<Record<string, RecordedChange>> = {},
  now: Readonly<Record<string, RecordedChange>> = {},
): Readonly<Record<string, RecordedChange>> {
  const merged = new Map(Object.entries(before));
  for (const [name, change] of Object.entries(now)) {
    const earlier = merged.get(name);
    const was = earlier !== undefined && sameJson(earlier[1], change[0]) ? earlier[0] : change[0];
    if (sameJson(was, change[1])) merged.delete(name);
    else merged.set(name, [was, change[1]]);
  }
  return Object.fromEntries(merged);
}

function mergeMaps(before: JsonMap = {}, now: JsonMap = {}): JsonMap {
  return { ...before, ...now };
}

function union(before: readonly JsonMap[] = [], now: readonly JsonMap[] = []): readonly JsonMap[] {
  return [...before, ...now.filter((item) => !before.some((other) => sameJson(item, other)))];
}

/** A field that is left out when it holds nothing. */
function keep<K extends string, T extends object>(name: K, value: T): { readonly [P in K]?: T } {
  return Object.keys(value).length === 0 ? {} : ({ [name]: value } as { readonly [P in K]?: T });
}
