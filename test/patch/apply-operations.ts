import type { Json, ValueOperation } from "../../src/edit/operation.ts";
import type { FieldPath } from "../../src/yaml/tree.ts";

type Mutable = { [key: string]: unknown } | unknown[];

/**
 * A tiny oracle: applies operations to a copy of a plain JavaScript object. Indexes mean the items of the input,
 * so what is set or appended comes before what is removed, and removals go from the back.
 */
export function applyOperations(object: unknown, operations: readonly ValueOperation[]): unknown {
  const copy = structuredClone(object) as Mutable;
  const rank = { set: 0, append: 1, remove: 2, prepend: 3 } as const;
  const ordered = [...operations].sort((a, b) => rank[a.op] - rank[b.op] || compareBackwards(a, b));
  for (const operation of ordered) applyOne(copy, operation);
  return copy;
}

function compareBackwards(a: ValueOperation, b: ValueOperation): number {
  if (a.op !== "remove" || b.op !== "remove") return 0;
  const at = a.path.findIndex((step, index) => step !== b.path[index]);
  const [left, right] = [a.path[at], b.path[at]];
  return typeof left === "number" && typeof right === "number" ? right - left : 0;
}

function applyOne(root: Mutable, operation: ValueOperation): void {
  const { path } = operation;
  const last = path.at(-1);
  if (last === undefined) throw new Error("an operation on the object itself");
  const parent = descend(root, path.slice(0, -1), operation.op !== "remove");
  if (operation.op === "remove") {
    if (Array.isArray(parent)) parent.splice(last as number, 1);
    else {
      if (!(last in parent)) throw new Error(`nothing to remove at ${path.join(".")}`);
      delete parent[last];
    }
    return;
  }
  if (operation.op === "set") {
    (parent as Record<string | number, unknown>)[last] = structuredClone(operation.value as Json);
    return;
  }
  const holder = parent as Record<string | number, unknown>;
  holder[last] ??= [];
  const list = holder[last] as unknown[];
  if (operation.op === "append") list.push(structuredClone(operation.value));
  else list.unshift(structuredClone(operation.value));
}

function descend(root: Mutable, path: FieldPath, create: boolean): Mutable {
  let current = root as Record<string | number, unknown>;
  for (const step of path) {
    if (current[step] === undefined || current[step] === null) {
      if (!create) throw new Error(`no ${step} in ${path.join(".")}`);
      current[step] = {};
    }
    current = current[step] as Record<string | number, unknown>;
  }
  return current as Mutable;
}
