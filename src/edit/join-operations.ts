import { Bug } from "../kernel/failure.ts";
import { at } from "../yaml/access.ts";
import { isSamePath, startsWith } from "../yaml/field-path.ts";
import { type FieldPath, formatPath, type MapNode } from "../yaml/tree.ts";
import { type Fresh, freshFromJson, jsonFromFresh } from "./fresh.ts";
import { changeValue, emptyFor, ownMisfit, settled } from "./fresh-change.ts";
import { itemAt } from "./list-items.ts";
import type { Json, ValueOperation } from "./operation.ts";

/** Operations on an object as it was read. */
interface Settled<T extends ValueOperation> {
  readonly root: MapNode;
  readonly operations: readonly T[];
}

/**
 * Merges a draft's operations with later ones into a single list. Paths of the later ones refer to the draft's view;
 * paths of the result refer to the object as it was read. Where both touch a field, the later ones win.
 */
export function joinOperations<T extends ValueOperation>(
  draft: Settled<T>,
  then: readonly T[],
): readonly T[] {
  const joined: Joined<T> = { draft, slots: [...draft.operations], values: new Map(), added: [] };
  for (const operation of then) join(joined, operation);
  const { slots, values, added } = joined;
  const written = slots.map((slot, index) => {
    const value = values.get(index);
    return slot === null || value === undefined ? slot : { ...slot, value: writtenValue(value, slot.path) };
  });
  return [...written.filter((one) => one !== null), ...added];
}

interface Joined<T extends ValueOperation> {
  readonly draft: Settled<T>;
  /** What became of each of the draft's operations; null if a later one made it unnecessary. */
  readonly slots: (T | null)[];
  /** By slot, values that are being changed: paths mean their items as they were until all operations are in. */
  readonly values: Map<number, Fresh>;
  readonly added: T[];
}

/** Where a path of the view leads: a place of the object as it was read, or at or below what an operation settles. */
type Place =
  | { readonly kind: "original"; readonly path: FieldPath }
  | { readonly kind: "settled"; readonly slot: number; readonly rest: FieldPath };

function join<T extends ValueOperation>(joined: Joined<T>, operation: T): void {
  const place = placeOf(joined, operation.path);
  if (place.kind === "settled") amend(joined, place, operation);
  else addToOriginal(joined, { ...operation, path: place.path });
}

/** A field that is set or removed as a whole takes with it what was done below it. */
function addToOriginal<T extends ValueOperation>({ draft, slots, added }: Joined<T>, operation: T): void {
  const { op, path } = operation;
  if (op === "set" || op === "remove")
    slots.forEach((slot, index) => {
      if (slot !== null && isCoveredBy(slot, path)) slots[index] = null;
    });
  if (op !== "remove" || at(draft.root, path) !== null) added.push(operation);
}

/** Changes what an operation writes; the rest of the path leads into its value. */
function amend<T extends ValueOperation>(
  { draft, slots, values }: Joined<T>,
  { slot: index, rest }: Extract<Place, { kind: "settled" }>,
  operation: T,
): void {
  const slot = slots[index];
  if (slot === undefined) throw new Bug(`${formatPath(operation.path)} leads to no item`);
  if (slot === null) return;
  const isHere = rest.length === 0;
  if (slot.op === "remove") {
    if (operation.op === "remove") return;
    slots[index] = { ...operation, op: "set", path: slot.path, value: null };
    values.set(index, changed(null, rest, operation));
  } else if (isHere && operation.op === "remove") {
    const hadValue = slot.op === "set" && at(draft.root, slot.path) !== null;
    slots[index] = hadValue ? { ...operation, path: slot.path } : null;
    values.delete(index);
  } else if (isHere && operation.op === "set") {
    slots[index] = { ...operation, op: slot.op, path: slot.path };
    values.delete(index);
  } else values.set(index, changed(values.get(index) ?? freshFromJson(slot.value), rest, operation));
}

/** A new value with one more operation made inside it; where there is none yet, or null, one is built. */
function changed(value: Fresh | null, path: FieldPath, operation: ValueOperation): Fresh {
  if (path.length === 0 && operation.op === "set") return freshFromJson(operation.value);
  const isNone = value === null || (value.kind === "scalar" && value.json === "null");
  return changeValue(isNone ? emptyFor(path[0]) : value, path, 0, operation, ownMisfit);
}

function writtenValue(value: Fresh, path: FieldPath): Json {
  return jsonFromFresh(settled(value, () => ownMisfit(path, "a map with unique keys")));
}

function placeOf<T extends ValueOperation>({ draft, slots }: Joined<T>, path: FieldPath): Place {
  let here: FieldPath = [];
  for (const [index, step] of path.entries()) {
    const rest = path.slice(index + 1);
    if (typeof step === "number") {
      const item = itemAt(draft, here, step);
      if ("slot" in item) return { kind: "settled", slot: item.slot, rest };
      here = [...here, item.index];
    } else here = [...here, step];
    const slot = slots.findIndex(
      (one) => (one?.op === "set" || one?.op === "remove") && isSamePath(one.path, here),
    );
    if (slot >= 0) return { kind: "settled", slot, rest };
  }
  return { kind: "original", path: here };
}

/** Below the path, or an item for the list at the path. */
function isCoveredBy({ op, path }: ValueOperation, parent: FieldPath): boolean {
  const isBelow = path.length > parent.length || op === "append" || op === "prepend";
  return isBelow && startsWith(path, parent);
}
