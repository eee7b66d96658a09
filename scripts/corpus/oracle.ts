import type { Change } from "../../src/pipeline/outcome.ts";
import { identity, type Stream, type StreamObject } from "./objects.ts";
import { applyOperations, type OracleOperation } from "./operations.ts";
import { differences, fromJson, type Value } from "./value.ts";

/** What the oracle needs to know of an object, wherever it was read. */
export type OracleObject = Pick<StreamObject, "title" | "namespace" | "value"> &
  Partial<Pick<StreamObject, "firstLine" | "lastLine">>;

/**
 * Everything in which the patched objects differ from the input with the reported changes applied to it:
 * empty when gpuify did what it says and nothing else.
 */
export function judge(
  before: readonly OracleObject[],
  after: readonly OracleObject[],
  changes: readonly Change[],
): readonly string[] {
  const problems: string[] = [];
  const expected = expectedObjects(before, changes, problems);
  const generated = changes
    .filter((change) => change.op === "add-object")
    .map((change) => ({ ...identity(fromJson(change.newValue)), value: fromJson(change.newValue) }));
  let next = 0;
  for (const object of after) {
    const wanted = expected[next];
    const made = generated.findIndex(
      (candidate) =>
        candidate.title === object.title && differences(candidate.value, object.value).length === 0,
    );
    const isWanted = wanted !== undefined && isSame(wanted, object);
    if (made >= 0 && !(isWanted && differences(wanted.value, object.value).length === 0)) {
      generated.splice(made, 1);
      continue;
    }
    next++;
    if (wanted === undefined) problems.push(`${object.title} is in the output, and nothing says why`);
    else
      for (const difference of differences(wanted.value, object.value))
        problems.push(`${wanted.title}${difference}`);
  }
  for (const object of expected.slice(next)) problems.push(`${object.title} is missing from the output`);
  for (const object of generated) problems.push(`${object.title} was to be added and is not there`);
  return problems;
}

/** What is no object stays as it is; a List may be added around objects that JSON cannot hold side by side. */
export function judgeShells(before: Stream, after: Stream, changes: readonly Change[]): readonly string[] {
  const added = changes.some((change) => change.op === "add-object");
  if (added && after.shells.length === before.shells.length + 1) return [];
  return differences(before.shells, after.shells).map((difference) => `outside of objects: ${difference}`);
}

function expectedObjects(
  before: readonly OracleObject[],
  changes: readonly Change[],
  problems: string[],
): readonly OracleObject[] {
  const operations = new Map<OracleObject, OracleOperation[]>();
  const gone = new Set<OracleObject>();
  for (const change of changes) {
    if (change.op === "add-object") continue;
    const target = findTarget(before, change);
    if (target === null) {
      problems.push(`${change.object}: cannot tell which object the change of ${change.path} is about`);
      continue;
    }
    if (change.op === "remove-object") gone.add(target);
    else {
      const operation = { op: change.op, steps: stepsOf(change), value: change.newValue };
      const known = operations.get(target);
      if (known === undefined) operations.set(target, [operation]);
      else known.push(operation);
    }
  }
  return before
    .filter((object) => !gone.has(object))
    .map((object) => ({ ...object, value: applied(object, operations.get(object) ?? [], problems) }));
}

function applied(object: OracleObject, operations: readonly OracleOperation[], problems: string[]): Value {
  try {
    return applyOperations(object.value, operations);
  } catch (error) {
    problems.push(`${object.title}: ${error instanceof Error ? error.message : String(error)}`);
    return object.value;
  }
}

/** The object by name; several of one name are told apart by their lines. */
function findTarget(objects: readonly OracleObject[], change: Change): OracleObject | null {
  const named = objects.filter(
    (object) => object.title === change.object && object.namespace === change.namespace,
  );
  if (named.length <= 1) return named[0] ?? null;
  const inLine = named.filter(
    ({ firstLine, lastLine }) => (firstLine ?? 0) <= change.line && change.line <= (lastLine ?? 0),
  );
  return inLine[0] ?? null;
}

function isSame(a: OracleObject, b: OracleObject): boolean {
  return a.title === b.title && a.namespace === b.namespace;
}

/** Machine path of a change: its own steps, else its text taken apart. */
export function stepsOf(change: Change): readonly (string | number)[] {
  const { steps } = change as Change & { readonly steps?: readonly (string | number)[] };
  return steps ?? parsePath(change.path);
}

/** The inverse of `formatPath` in src/yaml/tree.ts. */
export function parsePath(text: string): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  const pattern = /\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/gy;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [, name, index, quoted] = match;
    if (name !== undefined) steps.push(name);
    else if (index !== undefined) steps.push(Number(index));
    else steps.push(String(JSON.parse(quoted ?? '""')));
  }
  return steps;
}
