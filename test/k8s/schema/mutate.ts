import type { Json, JsonObject } from "./oracle.ts";

/** A random number from 0 to below 1. */
type Random = () => number;

/** Values of every type that the API server tells apart, at their edges. */
const ODD: readonly Json[] = [
  ...[null, true, false, 0, 1, -1, 3, 1.5, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 40, 1e19, -1e25],
  ...["", "text", "80", "true", "null", "1Gi", "1 Gi", "500m", "1e3", "1.5.0", "Gi", "50%"],
  ...["2026-01-31T08:00:00Z", "2026-02-30T08:00:00Z", "2026-01-31"],
  ...[[], [null], ["text"], [1], {}, { name: "x" }, { key: null }],
];

const ODD_KEYS = ["unknown", "spec", "name", "image", "replicas", "containers", "a/b~c", "$patch", "status"];

/** A copy with one random thing changed somewhere: a key more, less or misspelt, or a value of another type. */
export function mutate(object: JsonObject, random: Random): JsonObject {
  const copy: { [key: string]: Json } = structuredClone(object) as { [key: string]: Json };
  const places = placesIn(copy).filter(({ key }) => key !== "apiVersion" && key !== "kind");
  if (places.length === 0) return copy;
  const { holder, key } = pick(places, random);
  const current = (holder as Record<string | number, Json>)[key] ?? null;
  const way = Math.floor(random() * 6);
  if (way === 0 && !Array.isArray(holder))
    rename(holder as Record<string, Json>, String(key), misspell(String(key), random));
  else if (way === 1) remove(holder, key);
  else if (way === 2 && typeof current === "object" && current !== null && !Array.isArray(current))
    (current as Record<string, Json>)[pick(ODD_KEYS, random)] = pick(ODD, random);
  else if (way === 3) set(holder, key, null);
  else if (way === 4) set(holder, key, Array.isArray(current) ? (current[0] ?? {}) : [current]);
  else set(holder, key, pick(ODD, random));
  return copy;
}

type Holder = Json[] | Record<string, Json>;

function placesIn(holder: Holder): readonly { readonly holder: Holder; readonly key: string | number }[] {
  const keys = Array.isArray(holder) ? [...holder.keys()] : Object.keys(holder);
  return keys.flatMap((key) => {
    const value = (holder as Record<string | number, Json>)[key];
    const inner = typeof value === "object" && value !== null ? placesIn(value as Holder) : [];
    return [{ holder, key }, ...inner];
  });
}

function set(holder: Holder, key: string | number, value: Json): void {
  (holder as Record<string | number, Json>)[key] = structuredClone(value) as Json;
}

function remove(holder: Holder, key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function rename(holder: Record<string, Json>, from: string, to: string): void {
  const value = holder[from] ?? null;
  delete holder[from];
  holder[to] = value;
}

function misspell(key: string, random: Random): string {
  const at = Math.floor(random() * key.length);
  return random() < 0.5
    ? key.slice(0, at) + key.slice(at + 1)
    : key.slice(0, at) + key.slice(at).toUpperCase();
}

function pick<T>(list: readonly T[], random: Random): T {
  const picked = list[Math.floor(random() * list.length)];
  if (picked === undefined) throw new Error("nothing to pick from");
  return picked;
}
