import type { Json } from "../kernel/json.ts";
import type { FieldPath } from "../yaml/tree.ts";

export type { Json, JsonMap } from "../kernel/json.ts";

/**
 * One change of one field of one object, by path from the object's top.
 * `set` replaces or creates (missing parents too). `append` and `prepend` add an item to a list,
 * creating it when it is missing, empty or null. `remove` takes the field or item away.
 * Paths always mean names and items as they are in the input, whatever other operations do.
 * `before` names a field: where the path needs a new field in a map that has that one, it goes in front of it
 * instead of to the end (`metadata` is written above `spec`).
 */
export type ValueOperation =
  | { readonly op: "set"; readonly path: FieldPath; readonly value: Json; readonly before?: string }
  | { readonly op: "append"; readonly path: FieldPath; readonly value: Json }
  | { readonly op: "prepend"; readonly path: FieldPath; readonly value: Json }
  | { readonly op: "remove"; readonly path: FieldPath };

/**
 * A field that is there gets another name in its map: its key's text changes, and its place, value, comments, anchor
 * and tag stay. Beside it, other operations reach the field and what is in it by the old name.
 */
interface Rename {
  readonly op: "rename";
  readonly path: FieldPath;
  readonly name: string;
}

/** All that the engine can do. */
export type Operation = ValueOperation | Rename;

/** An operation on the object that `base` leads to from the document's root. */
export interface PlacedOperation {
  readonly base: FieldPath;
  readonly operation: Operation;
}
