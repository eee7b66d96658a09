import { decidingEntries, entryNamed, isWide } from "./entry-named.ts";
import {
  type FieldPath,
  isMergeKey,
  isNullScalar,
  type MapNode,
  resolveAlias,
  type ScalarNode,
  type SeqNode,
  type YamlNode,
} from "./tree.ts";

/**
 * Reading values out of the neutral tree the way kubectl would: aliases followed, merge keys honored,
 * scalars judged only where YAML 1.1 and 1.2 agree.
 */

/**
 * The value of a field, or null where the map has no such field. Of a field and the merge keys (`<<`) beside it the
 * last one wins, and in a merged list the first map (go-yaml v2 `mappingStruct`, which kubectl reads with).
 */
export function member(node: YamlNode | null, name: string): YamlNode | null {
  const map = asMap(node);
  if (map === null) return null;
  return isWide(map) ? memberOfWide(map, name) : memberOf(map, name);
}

function memberOf(map: MapNode, name: string): YamlNode | null {
  for (let index = map.entries.length - 1; index >= 0; index--) {
    const entry = map.entries[index];
    if (entry?.name === "<<" && isMergeKey(entry.key)) {
      const merged = memberOfMerge(entry.value, name);
      if (merged !== null) return merged;
    } else if (entry?.name === name) return entry.value;
  }
  return null;
}

function memberOfWide(map: MapNode, name: string): YamlNode | null {
  for (const entry of decidingEntries(map, name)) {
    if (entry.name !== "<<" || !isMergeKey(entry.key)) return entry.value;
    const merged = memberOfMerge(entry.value, name);
    if (merged !== null) return merged;
  }
  return null;
}

function memberOfMerge(merged: YamlNode, name: string): YamlNode | null {
  const source = resolveAlias(merged);
  if (source.kind === "map") return member(source, name);
  if (source.kind !== "seq") return null;
  for (const item of source.items) {
    const found = member(item, name);
    if (found !== null) return found;
  }
  return null;
}

/** Follows a path; null where a step does not exist. */
export function at(node: YamlNode | null, path: FieldPath): YamlNode | null {
  let current = node;
  for (const step of path) {
    if (current === null) return null;
    current = typeof step === "number" ? (asSeq(current)?.items[step] ?? null) : member(current, step);
  }
  return current;
}

/** The node as a map (aliases followed), or null. */
export function asMap(node: YamlNode | null): MapNode | null {
  if (node?.kind === "map") return node;
  return node?.kind === "alias" ? asMap(resolveAlias(node)) : null;
}

/** The node as a list (aliases followed), or null. */
export function asSeq(node: YamlNode | null): SeqNode | null {
  if (node?.kind === "seq") return node;
  return node?.kind === "alias" ? asSeq(resolveAlias(node)) : null;
}

/** The deepest node on a path that exists: where a diagnostic about a missing field points. */
export function nearestExisting(node: YamlNode, path: FieldPath): YamlNode {
  let current = node;
  for (const step of path) {
    const next = at(current, [step]);
    if (next === null) return current;
    current = next;
  }
  return current;
}

/**
 * The node to underline for a path: the value, where it is written on the spot; the key of a block collection,
 * whose span would be many lines; and for a missing field the same of the deepest parent that exists.
 */
export function landmark(root: YamlNode, path: FieldPath): YamlNode {
  let current = root;
  let key: YamlNode | null = null;
  for (const step of path) {
    const next = at(current, [step]);
    if (next === null) break;
    key = keyOf(current, step, next);
    current = next;
  }
  const isBlock = (current.kind === "map" || current.kind === "seq") && !current.flow;
  if (!isBlock) return current;
  return key ?? (current.kind === "map" ? (current.entries[0]?.key ?? current) : current);
}

/** The key whose value stands in the map itself; null where a merge key brings it. */
function keyOf(parent: YamlNode, step: string | number, value: YamlNode): YamlNode | null {
  const map = typeof step === "string" ? asMap(parent) : null;
  const entry = map === null ? null : entryNamed(map, String(step));
  return entry?.value === value ? entry.key : null;
}

/** The node as a scalar (aliases followed), or null. */
export function asScalar(node: YamlNode | null): ScalarNode | null {
  if (node?.kind === "scalar") return node;
  return node?.kind === "alias" ? asScalar(resolveAlias(node)) : null;
}

/** Items of a list; empty for anything else. */
export function items(node: YamlNode | null): readonly YamlNode[] {
  return asSeq(node)?.items ?? [];
}

/** Text of a scalar, or null for collections, absent values and null. */
export function text(node: YamlNode | null): string | null {
  const scalar = asScalar(node);
  return scalar === null || isNullScalar(scalar) ? null : scalar.text;
}

/** Text of a field. */
export function textAt(node: YamlNode | null, path: FieldPath): string | null {
  return text(at(node, path));
}

/**
 * A plain integer, or null. Leading zeros are octal to kubectl and decimal to YAML 1.2, and a quoted number
 * is a string to the API server, so both give null.
 */
export function integer(node: YamlNode | null): number | null {
  const scalar = asScalar(node);
  if (scalar === null || scalar.style !== "plain" || !/^[+-]?(?:0|[1-9]\d{0,14})$/.test(scalar.text))
    return null;
  return Number(scalar.text);
}

/** A plain whole number of things, or null: the API server rejects a negative one. */
export function count(node: YamlNode | null): number | null {
  const number = integer(node);
  return number === null || number < 0 ? null : number;
}

/** `true` or `false` where every reader agrees; null for anything else, quoted text included. */
export function boolean(node: YamlNode | null): boolean | null {
  const scalar = asScalar(node);
  if (scalar === null || scalar.style !== "plain") return null;
  if (/^(?:true|True|TRUE)$/.test(scalar.text)) return true;
  return /^(?:false|False|FALSE)$/.test(scalar.text) ? false : null;
}

/** True for an absent field, `null`, `~` and a key without a value. */
export function isNullish(node: YamlNode | null): boolean {
  if (node === null) return true;
  const scalar = asScalar(node);
  return scalar !== null && isNullScalar(scalar);
}

/** True for an absent field, null, an empty map and an empty list. */
export function isEmpty(node: YamlNode | null): boolean {
  if (isNullish(node)) return true;
  const map = asMap(node);
  if (map !== null) return map.entries.length === 0;
  const seq = asSeq(node);
  return seq !== null && seq.items.length === 0;
}

/** A field of a map. */
export interface Field {
  readonly name: string;
  readonly value: YamlNode;
  readonly key: YamlNode;
}

/** A map's fields in the order of their names' first appearance, merge keys honored as `member` does. */
export function fields(node: YamlNode | null): readonly Field[] {
  const map = asMap(node);
  if (map === null) return [];
  const found: Field[] = [];
  let merges = false;
  for (const { name, key, value } of map.entries) {
    if (name === null) continue;
    if (name === "<<" && isMergeKey(key)) merges = true;
    else found.push({ name, value, key });
  }
  return merges ? mergedFields(map) : found;
}

function mergedFields(map: MapNode): readonly Field[] {
  const found = new Map<string, Field>();
  for (const { name, key, value } of map.entries) {
    if (name === null) continue;
    if (!isMergeKey(key)) found.set(name, { name, value, key });
    else for (const field of fieldsOfMerge(value)) found.set(field.name, field);
  }
  return [...found.values()];
}

/** The first map of a merged list wins, so it comes last. */
function fieldsOfMerge(value: YamlNode): readonly Field[] {
  const source = resolveAlias(value);
  return source.kind === "seq" ? [...source.items].reverse().flatMap(fields) : fields(source);
}

/** A map of strings such as labels; values that are not scalars are left out. */
export function stringMap(node: YamlNode | null): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const { name, value } of fields(node)) {
    const scalar = asScalar(value);
    if (scalar !== null) map.set(name, scalar.text);
  }
  return map;
}
