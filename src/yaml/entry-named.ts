import { memoized } from "../kernel/memoized.ts";
import { isMergeKey, type MapEntry, type MapNode } from "./tree.ts";

/** Beyond this many entries a map gets an index: to look through it for each of its own names would be quadratic. */
const WIDE = 32;

/** The last entry of that name that is written in the map itself, a merge key among them; null where there is none. */
export function entryNamed(map: MapNode, name: string): MapEntry | null {
  if (map.entries.length <= WIDE) return map.entries.findLast((entry) => entry.name === name) ?? null;
  const index = indexOf(map).byName.get(name);
  return index === undefined ? null : (map.entries[index] ?? null);
}

/** Places in the entries of a map. */
interface EntryIndex {
  /** Of the last entry of each name. */
  readonly byName: ReadonlyMap<string, number>;
  /** Of the merge keys, the last first. */
  readonly merges: readonly number[];
}

/** What decides about a field, the last first: merge keys beside it, and the entry of its name, which ends the list. */
export function* decidingEntries(map: MapNode, name: string): Generator<MapEntry> {
  const { byName, merges } = indexOf(map);
  const own = byName.get(name) ?? -1;
  for (const index of [...merges.filter((merge) => merge > own), own]) {
    const entry = map.entries[index];
    if (entry !== undefined) yield entry;
  }
}

/** True where entries are looked up by an index. */
export function isWide(map: MapNode): boolean {
  return map.entries.length > WIDE;
}

const indexOf = memoized((map: MapNode): EntryIndex => {
  const byName = new Map<string, number>();
  const merges: number[] = [];
  for (const [index, { key, name }] of map.entries.entries()) {
    if (name === null) continue;
    if (name === "<<" && isMergeKey(key)) merges.push(index);
    byName.set(name, index);
  }
  return { byName, merges: merges.reverse() };
});
