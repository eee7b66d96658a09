import { Bug } from "../kernel/failure.ts";
import { type FieldPath, formatPath } from "../yaml/tree.ts";
import { type Fresh, freshFromJson } from "./fresh.ts";
import type { Operation } from "./operation.ts";

/** Operations on values that are not in the text yet: pure functions from value to value. */

/** Stands for a field that does not exist yet; never written. */
export const missing: Fresh = { kind: "map", entries: [] };

/** The empty value a path step needs to walk into. */
export function emptyFor(step: string | number | undefined): Fresh {
  return typeof step === "number" ? { kind: "seq", items: [] } : { kind: "map", entries: [] };
}

/** True for an empty map or list. */
export function isEmptyFresh(value: Fresh): boolean {
  return (
    (value.kind === "map" && value.entries.length === 0) || (value.kind === "seq" && value.items.length === 0)
  );
}

/** Equality of what two new values mean. */
export function sameFresh(a: Fresh, b: Fresh): boolean {
  if (a.kind === "scalar") return b.kind === "scalar" && a.json === b.json;
  if (a.kind === "seq")
    return (
      b.kind === "seq" &&
      a.items.length === b.items.length &&
      a.items.every((item, index) => sameFresh(item, b.items[index] as Fresh))
    );
  if (b.kind !== "map" || a.entries.length !== b.entries.length) return false;
  return a.entries.every((entry, index) => {
    const other = b.entries[index];
    return other !== undefined && entry.name === other.name && sameFresh(entry.value, other.value);
  });
}

/**
 * The value with the operation made at the rest of its path.
 * @throws Bug when two operations disagree or the path does not fit: decisions build new values in one piece.
 */
export function changeValue(value: Fresh, path: FieldPath, depth: number, operation: Operation): Fresh {
  if (depth === path.length) {
    if (operation.op === "set") {
      const next = freshFromJson(operation.value);
      if (!isEmptyFresh(value) && !sameFresh(value, next)) throw disagreement(path);
      return next;
    }
    if (operation.op === "remove") throw new Bug("a removal must be made by its parent");
    return addToList(value, operation.op, freshFromJson(operation.value), path);
  }
  const step = path[depth] as string | number;
  const isLast = depth === path.length - 1 && operation.op === "remove";
  if (typeof step === "number") {
    if (value.kind !== "seq" || value.items[step] === undefined)
      throw new Bug(`no item ${step} in a new value at ${formatPath(path)}`);
    const items = [...value.items];
    if (isLast) items.splice(step, 1);
    else items[step] = changeValue(value.items[step] as Fresh, path, depth + 1, operation);
    return { kind: "seq", items };
  }
  if (value.kind !== "map") throw new Bug(`a new value is no map at ${formatPath(path.slice(0, depth))}`);
  const index = value.entries.findIndex((entry) => entry.name === step);
  if (isLast) return { kind: "map", entries: value.entries.filter((entry) => entry.name !== step) };
  if (index < 0 && operation.op === "remove") return value;
  const old = value.entries[index]?.value;
  // A null inside a copied alias is a place to build in, like a field that is not there.
  const below =
    old === undefined || (old.kind === "scalar" && /^(?:null|~|)$/.test(old.json)) ? missing : old;
  const next =
    depth === path.length - 1 && operation.op === "set"
      ? freshFromJson(operation.value)
      : changeValue(below, path, depth + 1, operation);
  const entries = [...value.entries];
  if (index < 0) entries.push({ name: step, value: next });
  else entries[index] = { name: step, value: next };
  return { kind: "map", entries };
}

/** The list with one more item; an empty map counts as an empty list. */
export function addToList(value: Fresh, op: "append" | "prepend", item: Fresh, path: FieldPath): Fresh {
  if (value.kind === "seq")
    return { kind: "seq", items: op === "append" ? [...value.items, item] : [item, ...value.items] };
  if (isEmptyFresh(value)) return { kind: "seq", items: [item] };
  throw new Bug(`a new value is no list at ${formatPath(path)}`);
}

/** Two operations want different things at one path. */
export function disagreement(path: FieldPath): Bug {
  return new Bug(`two changes of ${formatPath(path)} disagree`);
}
