import type { Json, Operation } from "../../src/edit/operation.ts";

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/**
 * The operations on plain values, written without the engine: what the text must mean afterwards.
 * Paths mean names and indexes as they were: new names are given behind all else but removals, from the back,
 * and what is removed leaves a hole until then.
 */
export function applyToJson(value: Json, operations: readonly Operation[]): Json {
  const copy = structuredClone(value) as Plain;
  const holder: { [key: string]: Plain } = { root: copy };
  const prepended = new Map<string, number>();
  for (const operation of operations) {
    if (operation.op === "remove" || operation.op === "rename") continue;
    const path = ["root", ...shifted(operation.path, prepended)];
    if (operation.op === "set") {
      put(holder, path, structuredClone(operation.value) as Plain);
      continue;
    }
    const list = get(holder, path);
    const isList = Array.isArray(list);
    if (isList && operation.op === "append") list.push(structuredClone(operation.value) as Plain);
    else if (isList) {
      list.unshift(structuredClone(operation.value) as Plain);
      const key = JSON.stringify(operation.path);
      prepended.set(key, (prepended.get(key) ?? 0) + 1);
    } else put(holder, path, [structuredClone(operation.value) as Plain]);
  }
  for (const { op, path } of operations)
    if (op === "remove") put(holder, ["root", ...shifted(path, prepended)], GONE);
  const renames = operations.filter((operation) => operation.op === "rename");
  for (const { path, name } of renames.toSorted((a, b) => b.path.length - a.path.length))
    put(holder, ["root", ...shifted(path, prepended)], {
      [RENAMED]: name,
      value: get(holder, ["root", ...shifted(path, prepended)]) ?? null,
    });
  return settled(holder.root ?? null) as Json;
}

/** Stands for what is removed. */
const GONE: Plain = { "(gone)": true };

const RENAMED = "(renamed)";

/** The value without what is gone, and with new names in place. */
function settled(value: Plain): Plain {
  if (Array.isArray(value)) return value.filter((item) => item !== GONE).map(settled);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      if (item === GONE) return [];
      const isRenamed = item !== null && typeof item === "object" && RENAMED in item;
      return isRenamed ? [[String(item[RENAMED]), settled(item.value ?? null)]] : [[name, settled(item)]];
    }),
  );
}

function shifted(
  path: readonly (string | number)[],
  prepended: ReadonlyMap<string, number>,
): (string | number)[] {
  return path.map((step, index) =>
    typeof step === "number" ? step + (prepended.get(JSON.stringify(path.slice(0, index))) ?? 0) : step,
  );
}

function get(value: Plain, path: readonly (string | number)[]): Plain | undefined {
  let current: Plain | undefined = value;
  for (const step of path) {
    if (current === null || typeof current !== "object") return undefined;
    current = (current as { [key: string]: Plain })[step as string];
  }
  return current;
}

function put(value: Plain, path: readonly (string | number)[], what: Plain): void {
  let current = value as { [key: string]: Plain };
  path.slice(0, -1).forEach((step) => {
    const next = current[step as string];
    if (next === null || next === undefined || typeof next !== "object") current[step as string] = {};
    current = current[step as string] as { [key: string]: Plain };
  });
  current[path.at(-1) as string] = what;
}
