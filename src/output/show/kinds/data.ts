import { EACH, KEY } from "../../../k8s/kind-row.ts";
import type { WorkloadKind } from "../../../k8s/open-kind.ts";
import { sourcesOf } from "./detail.ts";
import { patternText } from "./words.ts";
import { writtenFacts } from "./written.ts";

/**
 * Everything about a kind as plain data: its row with paths as texts (`[]` for each item of a list, `*` for each value of a
 * map), and what the profiles write in words.
 */
export function kindData(row: WorkloadKind) {
  const { source: _, replicas: __, kind, group, ...facts } = row;
  const written = Object.fromEntries(writtenFacts(row).map(([name, text]) => [keyOf(name), text]));
  return { kind, group, ...(withPathTexts(facts) as object), written, sources: sourcesOf(row) };
}

/** `--queue` as `queue`. */
function keyOf(name: string): string {
  return name === "/dev/shm" ? "sharedMemory" : name.replace(/^--/, "");
}

/** Names of fields that hold lists of words and no paths. */
const WORDS: ReadonlySet<string> = new Set([
  "aliases",
  "names",
  "versions",
  "notes",
  "unverified",
  "fields",
  "no",
  "is",
]);

/** The same with each path as a text; a path is a list of steps, and a list of paths a list of those. */
function withPathTexts(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    if (WORDS.has(key)) return value;
    const isPath = value.length > 0 && value.every(isStep);
    return isPath || (value.length === 0 && ENDS.has(key))
      ? patternText(value)
      : value.map((one) => withPathTexts(one));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withPathTexts(one, name)] as const),
  );
}

/** Fields whose path may be empty: the object itself, or the item. */
const ENDS: ReadonlySet<string> = new Set(["at", "from"]);

function isStep(step: unknown): step is string | number {
  return step === EACH || step === KEY || typeof step === "string" || typeof step === "number";
}
