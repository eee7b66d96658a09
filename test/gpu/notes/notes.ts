import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { PLATFORM_NOTES } from "../../data/platform-notes.ts";

export type Scalar = string | number | boolean | null;

/** A value of the notes: a scalar, or an empty list, which says that there is none. */
export interface Leaf {
  /** Keys and indices from the top of the file. */
  readonly path: readonly string[];
  readonly value: Scalar | readonly never[];
}

/** The notes as plain data. */
export const NOTES = parse(readFileSync(PLATFORM_NOTES, "utf8"), { maxAliasCount: 100 }) as Readonly<
  Record<string, unknown>
>;

/** The day of the notes. */
export const NOTES_DAY = String(noted("meta", "compiled_from_snapshots_up_to") ?? "");

/** Sections that hold facts: not `meta` and `sources`, which tell about the file. */
const SECTIONS = [
  "resources",
  "mig_profiles",
  "platforms",
  "gpu_models",
  "gpu_models_notes",
  "dra",
  "kubernetes_features",
  "workload_facts",
  "unverified",
];

/** Every value of every section. */
export const LEAVES: readonly Leaf[] = SECTIONS.flatMap((section) => leavesOf(NOTES[section], [section]));

function leavesOf(value: unknown, path: readonly string[]): readonly Leaf[] {
  if (typeof value === "object" && value !== null && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, below]) => leavesOf(below, [...path, key]));
  return value === undefined ? [] : [{ path, value: value as Leaf["value"] }];
}

/** What the notes have at a path; undefined where nothing. */
export function noted(...path: readonly string[]): unknown {
  let value: unknown = NOTES;
  for (const key of path) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  return value;
}

/** The keys of a mapping in the notes. */
export function keysAt(...path: readonly string[]): readonly string[] {
  const value = noted(...path);
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

/** The strings of a list in the notes; empty where there is none. */
export function textsAt(...path: readonly string[]): readonly string[] {
  const value = noted(...path);
  return Array.isArray(value) ? value.map(String) : [];
}

/** A path as it is written in patterns and messages. */
export function written(path: readonly string[]): string {
  return path.join(" > ");
}

/**
 * What a pattern such as `platforms > $platform > spot > **` captures from a path; null where it does not fit. `*` is
 * one key, `a|b` either, `$name` one key to be told, `$name:a|b` one of those, `**` any number of keys at the end.
 */
export function captures(pattern: string, path: readonly string[]): Readonly<Record<string, string>> | null {
  const steps = pattern.split(" > ");
  const open = steps.at(-1) === "**";
  if (open ? path.length < steps.length - 1 : path.length !== steps.length) return null;
  const names: Record<string, string> = {};
  for (const [at, step] of (open ? steps.slice(0, -1) : steps).entries()) {
    const key = path[at] ?? "";
    if (step.startsWith("$")) {
      const [name = "", among] = step.slice(1).split(":");
      if (among !== undefined && !among.split("|").includes(key)) return null;
      names[name] = key;
    } else if (step !== "*" && step !== key && !step.split("|").includes(key)) return null;
  }
  return names;
}
