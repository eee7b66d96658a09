import type { Value } from "./value.ts";

type Fields = ReadonlyMap<string, Value>;

/** An object without the record that bursty keeps for the way back: with training before it, that holds more. */
export function withoutRecord(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutRecord);
  if (!(value instanceof Map)) return value;
  const kept = [...(value as Fields)].filter(([key]) => key !== "gpuify.dev/restore");
  return new Map(kept.map(([key, inner]) => [key, withoutRecord(inner)]));
}

const PLACEMENT = ["nodeSelector", "tolerations", "affinity", "runtimeClassName"];

/** What `none` is about: of the pods' specs what places them. The accelerator stays, as it says. */
export function placementOnly(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value.flatMap(placementOnly);
  if (!(value instanceof Map)) return [];
  const fields = [...(value as Fields)];
  if (value.has("containers")) return [new Map(fields.filter(([key]) => PLACEMENT.includes(key)))];
  return fields.flatMap(([, inner]) => placementOnly(inner));
}

/** Lists in one order and without empty fields, so that only what is in them counts. */
export function inOrder(value: Value): Value {
  if (Array.isArray(value)) {
    const items: readonly Value[] = value;
    return items.map(inOrder).sort((a, b) => (print(a) < print(b) ? -1 : 1));
  }
  if (!(value instanceof Map)) return value;
  const entries = [...(value as Fields)].map(([key, inner]) => [key, inOrder(inner)] as const);
  return new Map(entries.filter(([, inner]) => !["[]", "{}", "null:"].includes(print(inner))));
}

function print(value: Value): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `[${value.map(print).join(",")}]`;
  const entries = [...(value as Fields)].map(([key, inner]) => `${key}:${print(inner)}`);
  return `{${entries.sort().join(",")}}`;
}
