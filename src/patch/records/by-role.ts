import { isJsonMap } from "../../k8s/json.ts";
import type { Json, JsonMap } from "../../kernel/json.ts";

/**
 * What an annotation records of a workload, by the roles of its pod sets; what belongs to the object as a whole is
 * kept with the first pod set that has a record. Version 2 has the roles. A workload whose only pod set has no name
 * is still recorded as version 1, so its manifest stays the same and earlier versions of gpuify can read it.
 */
export type RecordsByRole<Entry> = ReadonlyMap<string, Entry>;

/** The records in an annotation's text; null for anything that is neither version, or has an entry that `read` rejects. */
export function parseByRole<Entry>(
  text: string,
  read: (value: JsonMap) => Entry | null,
): RecordsByRole<Entry> | null {
  const value = jsonIn(text);
  if (!isJsonMap(value)) return null;
  const { v: version, podSets, ...unknown } = value;
  if (version !== 2) {
    const entry = version === 1 ? read(value) : null;
    return entry === null ? null : new Map([["", entry]]);
  }
  if (!isJsonMap(podSets) || Object.keys(unknown).length > 0) return null;
  const records = new Map<string, Entry>();
  for (const [role, fields] of Object.entries(podSets)) {
    const entry = isJsonMap(fields) && !Object.hasOwn(fields, "v") ? read({ v: 1, ...fields }) : null;
    if (entry === null) return null;
    records.set(role, entry);
  }
  return records;
}

/** Compact JSON in a fixed order, so that the same records are always the same text; null for no record at all. */
export function printByRole(records: RecordsByRole<JsonMap>): string | null {
  const [first, ...others] = records;
  if (first === undefined) return null;
  const [role, entry] = first;
  if (others.length === 0 && role === "") return JSON.stringify(entry);
  const podSets = [...records].map(([name, { v: _, ...fields }]) => [name, fields] as const);
  return JSON.stringify({ v: 2, podSets: Object.fromEntries(podSets) });
}

function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
