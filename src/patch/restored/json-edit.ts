import type { Json, JsonMap, ValueOperation } from "../../edit/operation.ts";
import { Bug } from "../../kernel/failure.ts";
import type { FieldPath } from "../../yaml/tree.ts";

/** A value as it is after one operation on a path inside it. A path that does not lead anywhere is a Bug. */
export function editJson(value: Json | undefined, path: FieldPath, operation: ValueOperation): Json {
  const [step, ...rest] = path;
  if (step === undefined) return editHere(value, operation);
  const isRemoval = rest.length === 0 && operation.op === "remove";
  if (typeof step === "number") {
    if (!isList(value) || step >= value.length) throw new Bug(`a new value has no item ${step}`);
    if (isRemoval) return value.filter((_, index) => index !== step);
    return value.map((item, index) => (index === step ? editJson(item, rest, operation) : item));
  }
  const map: JsonMap = isMap(value) ? value : {};
  if (isRemoval) return Object.fromEntries(Object.entries(map).filter(([name]) => name !== step));
  const own = Object.hasOwn(map, step) ? map[step] : undefined;
  return { ...map, [step]: editJson(own, rest, operation) };
}

function editHere(value: Json | undefined, operation: ValueOperation): Json {
  switch (operation.op) {
    case "set":
      return operation.value;
    case "append":
      return [...(isList(value) ? value : []), operation.value];
    case "prepend":
      return [operation.value, ...(isList(value) ? value : [])];
    case "remove":
      throw new Bug("a removal without a parent");
    default:
      return operation satisfies never;
  }
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
