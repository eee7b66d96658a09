import { at, items } from "../../k8s/access.ts";
import type { FieldPath, MapNode } from "../../yaml/tree.ts";
import type { Intent } from "../intent.ts";
import { editJson } from "./json-edit.ts";

/**
 * Intents that do at once what `first` and then `then` would do. Paths of `then` mean the object after `first`;
 * those of the result mean `root`. Where both touch a field, what `then` says holds.
 */
export function composeIntents(
  root: MapNode,
  first: readonly Intent[],
  then: readonly Intent[],
): readonly Intent[] {
  const composition: Composition = { root, first, slots: [...first], added: [] };
  for (const intent of then) addIntent(composition, intent);
  return [...composition.slots.filter((intent) => intent !== null), ...composition.added];
}

interface Composition {
  readonly root: MapNode;
  readonly first: readonly Intent[];
  /** What became of each of `first`; null for one that `then` makes superfluous. */
  readonly slots: (Intent | null)[];
  readonly added: Intent[];
}

/** Where a path of the second kind leads: a place of the original, or at or below what one of `first` settles. */
type Place =
  | { readonly kind: "original"; readonly path: FieldPath }
  | { readonly kind: "settled"; readonly slot: number; readonly rest: FieldPath };

function addIntent(composition: Composition, intent: Intent): void {
  const place = placeOf(composition, intent.path);
  if (place.kind === "settled") amend(composition, place.slot, place.rest, intent);
  else addToOriginal(composition, { ...intent, path: place.path });
}

/** A field that is set or removed as a whole takes with it what `first` did below it. */
function addToOriginal({ root, slots, added }: Composition, intent: Intent): void {
  if (intent.op === "set" || intent.op === "remove")
    slots.forEach((slot, index) => {
      if (slot !== null && isCoveredBy(slot, intent.path)) slots[index] = null;
    });
  if (intent.op !== "remove" || at(root, intent.path) !== null) added.push(intent);
}

/** Changes what one of `first` writes; `rest` leads into its value. */
function amend({ root, slots }: Composition, index: number, rest: FieldPath, intent: Intent): void {
  const slot = slots[index];
  if (slot === undefined || slot === null) return;
  const isHere = rest.length === 0;
  if (slot.op === "remove") {
    if (intent.op !== "remove")
      slots[index] = { ...intent, op: "set", path: slot.path, value: editJson(undefined, rest, intent) };
  } else if (isHere && intent.op === "remove") {
    const hadValue = slot.op === "set" && at(root, slot.path) !== null;
    slots[index] = hadValue ? { ...intent, path: slot.path } : null;
  } else if (isHere && intent.op === "set") slots[index] = { ...intent, op: slot.op, path: slot.path };
  else slots[index] = { ...slot, value: editJson(slot.value, rest, intent) };
}

function placeOf(composition: Composition, path: FieldPath): Place {
  let here: FieldPath = [];
  for (const [index, step] of path.entries()) {
    const rest = path.slice(index + 1);
    if (typeof step === "number") {
      const item = itemAt(composition, here, step);
      if ("slot" in item) return { kind: "settled", slot: item.slot, rest };
      here = [...here, item.index];
    } else here = [...here, step];
    const slot = composition.slots.findIndex(
      (one) => (one?.op === "set" || one?.op === "remove") && samePath(one.path, here),
    );
    if (slot >= 0) return { kind: "settled", slot, rest };
  }
  return { kind: "original", path: here };
}

/** Item of a list as it is after `first`: one of the original, or one that was appended. */
function itemAt(
  { root, first }: Composition,
  list: FieldPath,
  index: number,
): { readonly index: number } | { readonly slot: number } {
  const removed = new Set(
    first.flatMap(({ op, path }) =>
      op === "remove" && samePath(path.slice(0, -1), list) ? path.at(-1) : [],
    ),
  );
  const staying = items(at(root, list)).flatMap((_, original) => (removed.has(original) ? [] : [original]));
  const original = staying[index];
  if (original !== undefined) return { index: original };
  const appended = first.flatMap((one, slot) =>
    one.op === "append" && samePath(one.path, list) ? [slot] : [],
  );
  return { slot: appended[index - staying.length] ?? -1 };
}

/** Below the path, or an item for the list at the path. */
function isCoveredBy({ op, path }: Intent, parent: FieldPath): boolean {
  const isBelow = path.length > parent.length || op === "append" || op === "prepend";
  return isBelow && parent.every((step, index) => step === path[index]);
}

function samePath(a: FieldPath, b: FieldPath): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}
