import type { Json, Operation } from "../../src/edit/operation.ts";

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/**
 * The operations on plain values, written without the engine: what the text must mean afterwards.
 * Removals are made last and from the back, because indexes mean the items as they were.
 */
export function applyToJson(value: Json, operations: readonly Operation[]): Json {
  const copy = structuredClone(value) as Plain;
  const holder: { [key: string]: Plain } = { root: copy };
  const prepended = new Map<string, number>();
  for (const operation of operations) {
    if (operation.op === "remove") continue;
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
  const removals = operations
    .filter(({ op }) => op === "remove")
    .map(({ path }) => ["root", ...shifted(path, prepended)]);
  removals.sort((a, b) => -comparePaths(a, b));
  for (const path of removals) drop(holder, path);
  return holder.root as Json;
}

function shifted(
  path: readonly (string | number)[],
  prepended: ReadonlyMap<string, number>,
): (string | number)[] {
  return path.map((step, index) =>
    typeof step === "number" ? step + (prepended.get(JSON.stringify(path.slice(0, index))) ?? 0) : step,
  );
}

function comparePaths(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [left, right] = [a[index], b[index]];
    if (left === right) continue;
    return typeof left === "number" && typeof right === "number"
      ? left - right
      : String(left) < String(right)
        ? -1
        : 1;
  }
  return a.length - b.length;
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

function drop(value: Plain, path: readonly (string | number)[]): void {
  const parent = get(value, path.slice(0, -1));
  const last = path.at(-1) as string | number;
  if (Array.isArray(parent)) parent.splice(last as number, 1);
  else if (parent !== null && typeof parent === "object") delete parent[last as string];
}
