import { Bug } from "../kernel/failure.ts";
import { type FieldPath, formatPath } from "../yaml/tree.ts";
import { type Fresh, type FreshEntry, freshFromJson } from "./fresh.ts";
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

/** Stands for a removed item of a copied list, so that the others keep their indexes; `settled` drops it. */
const gone: Fresh = { kind: "seq", items: [] };

/** Says that a value is not what the path needs: a refusal for copies of the manifest, a bug for values of ours. */
export type MakeMisfit = (path: FieldPath, expected: string) => Error;

/** For values that come from decisions: they build new values in one piece that fits. */
export const ownMisfit: MakeMisfit = (path, expected) =>
  new Bug(`a new value at ${formatPath(path)} is not ${expected}`);

/**
 * The value with the operation made at the rest of its path. Indexes mean the items as they were at first.
 * @throws what `misfit` makes where the path leads through another type, Bug when two operations disagree.
 */
export function changeValue(
  value: Fresh,
  path: FieldPath,
  depth: number,
  operation: Operation,
  misfit: MakeMisfit,
): Fresh {
  if (depth < path.length) {
    const step = path[depth] as string | number;
    return typeof step === "number"
      ? changeItem(value, step, path, depth, operation, misfit)
      : changeField(value, step, path, depth, operation, misfit);
  }
  if (operation.op === "remove" || operation.op === "rename")
    throw new Bug(`a ${operation.op} of ${formatPath(path)} must be made by its parent`);
  const next = freshFromJson(operation.value);
  if (operation.op !== "set") return addToList(value, operation.op, next, path, misfit);
  if (!isEmptyFresh(value) && !sameFresh(value, next)) throw disagreement(path);
  return next;
}

function changeItem(
  value: Fresh,
  step: number,
  path: FieldPath,
  depth: number,
  operation: Operation,
  misfit: MakeMisfit,
): Fresh {
  const index = value.kind === "seq" ? step + (value.shift ?? 0) : -1;
  const old = value.kind === "seq" ? value.items[index] : undefined;
  if (value.kind !== "seq" || old === undefined)
    throw misfit(path.slice(0, depth), `a list with an item ${step}`);
  const items = [...value.items];
  const isLast = depth === path.length - 1;
  if (isLast && operation.op === "remove") items[index] = gone;
  else if (isLast && operation.op === "set") items[index] = freshFromJson(operation.value);
  else items[index] = changeValue(old, path, depth + 1, operation, misfit);
  return { ...value, items };
}

function changeField(
  value: Fresh,
  step: string,
  path: FieldPath,
  depth: number,
  operation: Operation,
  misfit: MakeMisfit,
): Fresh {
  if (value.kind !== "map") throw misfit(path.slice(0, depth), "a map");
  const isLast = depth === path.length - 1;
  if (isLast && operation.op === "remove")
    return { kind: "map", entries: value.entries.filter(({ name }) => name !== step) };
  if (isLast && operation.op === "rename") return withNewName(value.entries, step, operation.name, path);
  const index = value.entries.findIndex((entry) => entry.name === step);
  if (index < 0 && operation.op === "remove") return value;
  const old = value.entries[index]?.value;
  // A null inside a copied alias is a place to build in, like a field that is not there.
  const below =
    old === undefined || (old.kind === "scalar" && /^(?:null|~|)$/.test(old.json)) ? missing : old;
  const next =
    isLast && operation.op === "set"
      ? freshFromJson(operation.value)
      : changeValue(below, path, depth + 1, operation, misfit);
  const entries = [...value.entries];
  if (index < 0) entries.push({ name: step, value: next });
  else entries[index] = { ...value.entries[index], name: step, value: next };
  return { kind: "map", entries };
}

function withNewName(entries: readonly FreshEntry[], old: string, name: string, path: FieldPath): Fresh {
  const entry = entries.find((one) => one.name === old);
  if (entry === undefined) throw nothingToRename(path);
  if (entry.renamed !== undefined && entry.renamed !== name) throw disagreement(path);
  return { kind: "map", entries: entries.map((one) => (one === entry ? { ...one, renamed: name } : one)) };
}

/** The list with one more item; an empty map counts as an empty list. */
export function addToList(
  value: Fresh,
  op: "append" | "prepend",
  item: Fresh,
  path: FieldPath,
  misfit: MakeMisfit,
): Fresh {
  if (isEmptyFresh(value)) return { kind: "seq", items: [item] };
  if (value.kind !== "seq") throw misfit(path, "a list");
  if (op === "append") return { ...value, items: [...value.items, item] };
  return { kind: "seq", items: [item, ...value.items], shift: (value.shift ?? 0) + 1 };
}

/**
 * The value as it shall be written: without the items that were removed from it, and with new names in place.
 * @throws what `taken` makes where two fields of a map would have one name.
 */
export function settled(value: Fresh, taken: (name: string) => Error): Fresh {
  if (value.kind === "scalar") return value;
  if (value.kind === "seq")
    return {
      kind: "seq",
      items: value.items.filter((item) => item !== gone).map((item) => settled(item, taken)),
    };
  const entries = value.entries.map((entry) => ({
    name: entry.renamed ?? entry.name,
    value: settled(entry.value, taken),
  }));
  const names = entries.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw taken(twice);
  return { kind: "map", entries };
}

/** The field is not there, or not any more. */
export function nothingToRename(path: FieldPath): Bug {
  return new Bug(`there is no field ${formatPath(path)} to rename`);
}

/** Two operations want different things at one path. */
export function disagreement(path: FieldPath): Bug {
  return new Bug(`two changes of ${formatPath(path)} disagree`);
}
