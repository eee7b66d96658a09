import type { Keywords } from "./keywords.ts";
import type { Meter } from "./meter.ts";
import { resolvePointer } from "./references.ts";

/**
 * Takes out of a value the fields that are null where their schema takes no null: to the API server they are absent
 * (apiextensions `PruneNonNullableNullsWithoutDefaults`; those with a default get it). Items of lists stay, and so do
 * fields that may not be there, null or not.
 * @throws TooComplex
 */
export function dropNulls(root: Keywords, value: unknown, meter: Meter): void {
  dropIn(root, root, value, meter);
}

function dropIn(root: Keywords, schema: unknown, value: unknown, meter: Meter): void {
  if (typeof value !== "object" || value === null) return;
  meter.take(1);
  const judge = resolved(root, schema);
  if (judge === null) return;
  for (const one of [judge.allOf ?? []].flat()) dropIn(root, one, value, meter);
  if (Array.isArray(value)) {
    if (!Array.isArray(judge.items)) for (const item of value) dropIn(root, judge.items, item, meter);
    return;
  }
  const map = value as Record<string, unknown>;
  for (const name of Object.keys(map)) {
    const field = fieldSchema(judge, name);
    if (map[name] !== null) dropIn(root, field, map[name], meter);
    else if (field !== undefined && field !== false && !takesNull(root, field, meter)) delete map[name];
  }
}

/** The schema of a field of a map; undefined where none names it. */
export function fieldSchema(schema: Keywords, name: string): unknown {
  const properties = (schema.properties ?? {}) as Keywords;
  return Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties;
}

/** The schema that judges in the end; null for one that takes or refuses all. */
export function resolved(root: Keywords, schema: unknown): Keywords | null {
  let current = schema;
  while (isKeywords(current) && typeof current.$ref === "string")
    current = resolvePointer(root, current.$ref);
  return isKeywords(current) ? current : null;
}

function takesNull(root: Keywords, schema: unknown, meter: Meter): boolean {
  meter.take(1);
  const judge = resolved(root, schema);
  if (judge === null) return true;
  if (judge.type !== undefined && ![judge.type].flat().includes("null")) return false;
  const { allOf = [], anyOf, oneOf } = judge as { allOf?: unknown[]; anyOf?: unknown[]; oneOf?: unknown[] };
  const some = (branches: readonly unknown[] | undefined): boolean =>
    branches === undefined || branches.some((one) => takesNull(root, one, meter));
  return allOf.every((one) => takesNull(root, one, meter)) && some(anyOf) && some(oneOf);
}

function isKeywords(value: unknown): value is Keywords {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
