import type { Json, JsonMap } from "../kernel/json.ts";
import { boolean, fields, integer, isNullish } from "../yaml/access.ts";
import { resolveAlias, type YamlNode } from "../yaml/tree.ts";

export type { JsonMap } from "../kernel/json.ts";

/**
 * The value of a node as it can be written again: aliases followed, merge keys honoured. Numbers are plain
 * integers only; any other scalar is kept as its text, because readers disagree about it.
 */
export function jsonOf(node: YamlNode): Json {
  const resolved = resolveAlias(node);
  if (resolved.kind === "map")
    return Object.fromEntries(fields(resolved).map(({ name, value }) => [name, jsonOf(value)]));
  if (resolved.kind === "seq") return resolved.items.map(jsonOf);
  if (isNullish(resolved)) return null;
  return boolean(resolved) ?? integer(resolved) ?? resolved.text;
}

/** True for equal values; the order of a map's keys does not matter. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (!isJsonMap(a) || !isJsonMap(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/** True for a map, as against a list, a scalar and an absent value. */
export function isJsonMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a list. `Array.isArray` alone does not narrow a readonly list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A quantity as a manifest has it: plain digits as a number, anything else as text. */
export function quantityJson(text: string): Json {
  return /^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}
