import type { Span } from "../../kernel/span.ts";
import { toJson } from "../../yaml/to-json.ts";
import { type FieldPath, isMergeKey, type MapNode, resolveAlias, type YamlNode } from "../../yaml/tree.ts";

/** A value with its key; the key is null for items and for the object itself. */
interface Place {
  readonly key: YamlNode | null;
  readonly value: YamlNode;
}

/** From the object down to a field, as far as it is written. */
export function placesOn(root: YamlNode, path: FieldPath): readonly [Place, ...Place[]] {
  const places: [Place, ...Place[]] = [{ key: null, value: root }];
  let current = root;
  for (const step of path) {
    const node = resolveAlias(current);
    const next = placeIn(node, step);
    if (next === null) return places;
    places.push(next);
    current = next.value;
  }
  return places;
}

function placeIn(node: YamlNode, step: string | number): Place | null {
  if (node.kind === "map") return fieldOf(node, String(step));
  const item = node.kind === "seq" ? node.items[Number(step)] : undefined;
  return item === undefined ? null : { key: null, value: item };
}

/** A field as kubectl reads a map: the last of its name wins, merge keys included, and the first of several merged maps. */
export function fieldOf(map: MapNode, name: string): Place | null {
  for (let index = map.entries.length - 1; index >= 0; index--) {
    const entry = map.entries[index];
    if (entry === undefined) continue;
    const { key, value, name: own } = entry;
    if (isMergeKey(key)) {
      const merged = mergedField(value, name);
      if (merged !== null) return merged;
    } else if (own === name || ((own === null || AMBIGUOUS.test(own)) && jsonName(key) === name))
      return { key, value };
  }
  return null;
}

function mergedField(merged: YamlNode, name: string): Place | null {
  const source = resolveAlias(merged);
  if (source.kind === "map") return fieldOf(source, name);
  if (source.kind !== "seq") return null;
  for (const item of source.items) {
    const found = mergedField(item, name);
    if (found !== null) return found;
  }
  return null;
}

/** Keys that kubectl may read as something else than they are written: `on`, `0x10`. */
const AMBIGUOUS = /^(?:[-+.\d]|[A-Za-z]{1,5}$)/;

/** A key such as `on` is `true` to kubectl. */
function jsonName(key: YamlNode): string | null {
  const json = toJson(key);
  if (!json.ok) return null;
  return json.text.startsWith('"') ? (JSON.parse(json.text) as string) : json.text;
}

/** The value where it is written on the spot; the key of a block, or its first key; above it where nothing is written. */
export function markOf(places: readonly Place[]): Span {
  const place = places.at(-1);
  if (place === undefined) return { start: 0, end: 0 };
  const { key, value } = place;
  const isBlock = (value.kind === "map" || value.kind === "seq") && !value.flow;
  const isWritten = value.span.end > value.span.start;
  if (isWritten && !isBlock) return value.span;
  if (key !== null) return key.span;
  if (value.kind === "map") return value.entries[0]?.key.span ?? value.span;
  return isWritten || places.length === 1 ? value.span : markOf(places.slice(0, -1));
}

/** What to underline for a field that an object lacks: the object's key, or its first one. */
export function anchorOf(places: readonly Place[]): Span {
  const place = places.at(-1);
  const first = place?.value.kind === "map" ? place.value.entries[0]?.key.span : undefined;
  return place?.key?.span ?? first ?? markOf(places);
}
