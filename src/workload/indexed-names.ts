import { isScheduled } from "../k8s/kinds.ts";
import type { WorkloadObject } from "../k8s/workload.ts";

/** Longest DNS label: host names and the names of Services are one (RFC 1123). */
export const MAX_LABEL = 63;

/** What follows a CronJob's name in its Jobs' names, and `generateName`, at most (kubernetes/api batch/v1, meta/v1). */
const ADDED_BY_CRON = 11;
const ADDED_BY_GENERATE = 5;

/** How long the names of the pods of an Indexed Job become: each is called `<job>-<index>`, and so is its host. */
interface IndexedNames {
  /** The name as far as it is written, without the `*` of a generated one; empty where there is none. */
  readonly stem: string;
  /** Characters that a CronJob or `generateName` adds to it for each run. */
  readonly added: number;
  /** Characters of the longest name; the API server or the kubelet rejects more than `MAX_LABEL`. */
  readonly length: number;
  /** Host names have no dots. */
  readonly hasDots: boolean;
}

/** The names of the pods of a Job or CronJob with `count` indexes. */
export function indexedNames({ object, kind }: WorkloadObject, count: number): IndexedNames {
  const stem = object.name.replace(/\*$/, "");
  const added = isScheduled(kind) ? ADDED_BY_CRON : hasGeneratedName(object.name) ? ADDED_BY_GENERATE : 0;
  const length = stem.length + added + 1 + String(count - 1).length;
  return { stem, added, length, hasDots: stem.includes(".") };
}

/** True for the name of an object with `generateName`, which is given as `name-*`. */
export function hasGeneratedName(name: string): boolean {
  return name.endsWith("*");
}
