import type { Json } from "../../src/edit/operation.ts";
import { fromJson, QUOTABLE, type Value } from "./value.ts";

/** An operation of `src/edit/operation.ts`, as the pipeline reports it. */
export interface OracleOperation {
  readonly op: "set" | "append" | "prepend" | "remove" | "rename";
  readonly steps: readonly (string | number)[];
  /** Of a rename the new name, which no other operation may speak of. */
  readonly value: Json;
}

type Mutable = string | MutableList | Map<string, Mutable>;

/** `items` keeps the places of the input, so that indexes stay true: what is removed leaves a hole. */
interface MutableList {
  readonly items: (Mutable | undefined)[];
  readonly before: Mutable[];
  readonly after: Mutable[];
}

/**
 * What a value becomes under operations: gpuify's promise, written down a second time without any of its code.
 * Indexes mean the items as they were. Throws for an operation that has no place to happen.
 */
export function applyOperations(value: Value, operations: readonly OracleOperation[]): Value {
  const root = thaw(value);
  for (const operation of operations) applyOne(root, operation);
  return freeze(root);
}

function applyOne(root: Mutable, { op, steps, value }: OracleOperation): void {
  const last = steps.at(-1);
  if (last === undefined) throw new Error("an operation without a path");
  const parent = steps.slice(0, -1).reduce<Mutable>((at, step) => into(at, step, steps), root);
  if (op === "remove") removeFrom(parent, last, steps);
  else if (op === "rename") rename(parent, last, String(value), steps);
  else if (op === "set") put(parent, last, inQuotes(child(parent, last), thaw(fromJson(value))), steps);
  else addItem(parent, { op, steps, value });
}

/** A number that takes the place of quoted text may stay in quotes, as in `nvidia.com/gpu: "2"`. */
function inQuotes(old: Mutable | undefined, value: Mutable): Mutable {
  if (typeof old !== "string" || !old.startsWith("str:") || typeof value !== "string") return value;
  return value.replace(/^int:/, QUOTABLE);
}

function addItem(parent: Mutable, { op, steps, value }: OracleOperation): void {
  const last = steps.at(-1) ?? "";
  const found = child(parent, last);
  const list = isMissing(found) ? emptyList() : found;
  if (!isList(list)) throw new Error(`${op} to something that is no list at ${steps.join("/")}`);
  if (list !== found) put(parent, last, list, steps);
  const item = thaw(fromJson(value));
  if (op === "append") list.after.push(item);
  else list.before.unshift(item);
}

function into(at: Mutable, step: string | number, steps: readonly (string | number)[]): Mutable {
  const found = child(at, step);
  if (!isMissing(found)) return found;
  const made: Mutable = new Map();
  put(at, step, made, steps);
  return made;
}

function child(at: Mutable, step: string | number): Mutable | undefined {
  if (typeof step === "number") return isList(at) ? at.items[step] : undefined;
  return at instanceof Map ? at.get(step) : undefined;
}

function put(at: Mutable, step: string | number, value: Mutable, steps: readonly (string | number)[]): void {
  if (typeof step === "number" && isList(at) && at.items[step] !== undefined) at.items[step] = value;
  else if (typeof step === "string" && at instanceof Map) at.set(step, value);
  else throw new Error(`nowhere to put ${steps.join("/")}`);
}

function removeFrom(at: Mutable, step: string | number, steps: readonly (string | number)[]): void {
  if (child(at, step) === undefined) throw new Error(`nothing to remove at ${steps.join("/")}`);
  if (typeof step === "number" && isList(at)) at.items[step] = undefined;
  else if (typeof step === "string" && at instanceof Map) at.delete(step);
}

function rename(at: Mutable, step: string | number, name: string, steps: readonly (string | number)[]): void {
  const value = child(at, step);
  if (value === undefined || child(at, name) !== undefined)
    throw new Error(`no rename at ${steps.join("/")}`);
  removeFrom(at, step, steps);
  put(at, name, value, steps);
}

function isMissing(value: Mutable | undefined): value is undefined | string {
  return value === undefined || value === "null:";
}

function isList(value: Mutable): value is MutableList {
  return typeof value !== "string" && !(value instanceof Map);
}

function emptyList(): MutableList {
  return { items: [], before: [], after: [] };
}

function thaw(value: Value): Mutable {
  if (typeof value === "string") return value;
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [key, thaw(inner)]));
  return { ...emptyList(), items: [...(value as readonly Value[])].map(thaw) };
}

function freeze(value: Mutable): Value {
  if (typeof value === "string") return value;
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [key, freeze(inner)]));
  const items = value.items.filter((item) => item !== undefined);
  return [...value.before, ...items, ...value.after].map(freeze);
}
