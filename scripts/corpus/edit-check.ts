import type { Json, Operation } from "../../src/edit/operation.ts";
import { type PlacedOperation, realizeEdits } from "../../src/edit/realize.ts";
import { applyEdits, type TextEdit } from "../../src/edit/text-edit.ts";
import { verifyEdit } from "../../src/edit/verify.ts";
import { readDocument } from "../../src/yaml/read.ts";
import { makeSource } from "../../src/yaml/source.ts";
import { splitDocuments } from "../../src/yaml/split.ts";
import type { FieldPath, YamlDocument, YamlNode } from "../../src/yaml/tree.ts";
import { composeStream } from "./compose.ts";
import { applyOperations } from "./operations.ts";
import { differences, fromNode } from "./value.ts";

/** What random edits of one document gave. */
export interface EditTrial {
  readonly operations: readonly Operation[];
  readonly result: "edited" | "refused" | "broken";
  /** Code of the refusal, or what is broken. */
  readonly detail: string;
  readonly output: string;
}

/** Numbers from 0 up to 1 that are the same in every run. */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Tries random operations on every document of a stream, `rounds` times each, and judges what comes out. */
export function tryEdits(text: string, rounds: number, random: Random): readonly EditTrial[] {
  const source = makeSource("trial", text);
  const trials: EditTrial[] = [];
  for (const part of splitDocuments(text)) {
    const read = readDocument(text, part.content);
    if (!read.ok || read.root?.kind !== "map" || part.afterEnd) continue;
    const document = { index: part.index, span: part.span, root: read.root, aliases: read.aliases };
    for (let round = 0; round < rounds; round++) {
      const operations = randomOperations(read.root, random);
      if (operations.length > 0) trials.push(tryOne(source, document, operations));
    }
  }
  return trials;
}

function tryOne(
  source: ReturnType<typeof makeSource>,
  document: YamlDocument,
  operations: readonly Operation[],
): EditTrial {
  const broken = (detail: string, output = ""): EditTrial => ({
    operations,
    result: "broken",
    detail,
    output,
  });
  const placed = operations.map((operation): PlacedOperation => ({ base: [], operation }));
  let result: ReturnType<typeof realizeEdits>;
  try {
    result = realizeEdits(source, document, placed);
  } catch (error) {
    return broken(String(error));
  }
  if (!result.ok)
    return {
      operations,
      result: "refused",
      detail: `${result.refusal.code}: ${result.refusal.message}`,
      output: "",
    };
  const { start, end } = document.span;
  const whole = tryApply(source.text, result.edits);
  if (whole === null) return broken(`overlapping edits ${JSON.stringify(result.edits)}`);
  const grown = whole.length - source.text.length;
  const output = whole.slice(start, end + grown);
  const verdict = verifyEdit(output, document.index, result.draft);
  if (!verdict.ok) return broken(`verification: ${verdict.differs}`, output);
  const lost = lostText(source.text, result.edits, operations);
  if (lost !== null) return broken(`an addition deletes ${JSON.stringify(lost)}`, output);
  const problem = judgeEdit(source.text.slice(start, end), output, operations);
  if (problem !== null) return broken(problem, output);
  return { operations, result: "edited", detail: "", output };
}

function tryApply(text: string, edits: readonly TextEdit[]): string | null {
  try {
    return applyEdits(text, edits);
  } catch {
    return null;
  }
}

/** Text that goes although nothing was to be removed or replaced, values that mean "nothing" aside. */
function lostText(text: string, edits: readonly TextEdit[], operations: readonly Operation[]): string | null {
  const isAddition = operations.every(
    ({ op, path }) =>
      op === "append" ||
      op === "prepend" ||
      op === "rename" ||
      (op === "set" && ADDED.has(path.at(-1) ?? "")),
  );
  if (!isAddition) return null;
  const oldNames = new Set(operations.flatMap(({ op, path }) => (op === "rename" ? path.at(-1) : [])));
  const lost = edits
    .map(({ start, end }) => text.slice(start, end))
    .filter((gone) => !NOTHING.test(gone) && !oldNames.has(gone.replace(/^(["'])(.*)\1$/, "$2")));
  return lost[0] ?? null;
}

const NOTHING = /^[\s,]*(?:null|Null|NULL|~|\{\s*\}|\[\s*\])?\s*$/;

function judgeEdit(before: string, after: string, operations: readonly Operation[]): string | null {
  let input: ReturnType<typeof firstValue>;
  try {
    input = firstValue(before);
  } catch {
    return null;
  }
  if (input === null) return null;
  const steps = operations.map((operation) => ({
    op: operation.op,
    steps: operation.path,
    value: operation.op === "remove" ? null : operation.op === "rename" ? operation.name : operation.value,
  }));
  try {
    const [difference] = differences(applyOperations(input, steps), firstValue(after) ?? undefined);
    return difference === undefined ? null : `oracle: ${difference}`;
  } catch (error) {
    return `oracle: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function firstValue(text: string): ReturnType<typeof fromNode> | null {
  const node = composeStream(text).documents.find((document) => document !== null);
  return node === undefined || node === null ? null : fromNode(node);
}

/** Values as profiles write them, and some that a careless writer would get wrong. */
const VALUES: readonly Json[] = [
  1,
  0,
  true,
  null,
  "plain",
  "1",
  "yes",
  "12:30",
  "nvidia.com/gpu",
  "a: b",
  "# no",
  "'quoted' \"twice\"",
  "",
  " padded ",
  "two\nlines\n",
  "{{ x }}",
  "ünï ☃",
  [],
  {},
  ["a", 2],
  { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
  { name: "dshm", emptyDir: { medium: "Memory", sizeLimit: "1Gi" } },
  [{ a: [{ b: 1 }] }],
];

const KEYS: readonly string[] = [
  "added",
  "nvidia.com/gpu",
  "on",
  "1",
  "with space",
  "a: b",
  "__proto__",
  "ends:",
];

const ADDED = new Set<string | number>([...KEYS.filter((key) => key !== "nvidia.com/gpu"), "deep"]);

function randomOperations(root: YamlNode, random: Random): readonly Operation[] {
  const places = listPlaces(root);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const operations: Operation[] = [];
  const count = 1 + Math.floor(random() * 4);
  for (let tries = 0; operations.length < count && tries < 20; tries++) {
    const made = randomOperation(pick(places), pick, random);
    if (made.every((one) => operations.every((other) => areApart(one, other)))) operations.push(...made);
  }
  return operations;
}

interface Place {
  readonly path: FieldPath;
  readonly node: YamlNode;
}

function randomOperation(
  { path, node }: Place,
  pick: <T>(from: readonly T[]) => T,
  random: Random,
): readonly Operation[] {
  const chance = random();
  const value = pick(VALUES);
  if (chance < 0.15 && path.length > 0) return [{ op: "set", path, value }];
  if (chance < 0.3 && path.length > 0) return [{ op: "remove", path }];
  if (chance < 0.45 && typeof path.at(-1) === "string") return [{ op: "rename", path, name: pick(KEYS) }];
  if (node.kind === "seq") {
    if (chance < 0.5) return node.items.map((_, index) => ({ op: "remove", path: [...path, index] }));
    return [{ op: chance < 0.8 ? "append" : "prepend", path, value }];
  }
  if (node.kind !== "map") return [];
  if (chance < 0.5)
    return node.entries.flatMap(({ name }) =>
      name === null ? [] : [{ op: "remove", path: [...path, name] }],
    );
  const key = pick(KEYS);
  if (node.entries.some(({ name }) => name === key)) return [];
  if (chance < 0.65) return [{ op: "set", path: [...path, key], value }];
  if (chance < 0.85) return [{ op: "set", path: [...path, key, "nested", "deep"], value }];
  return [{ op: "append", path: [...path, key], value }];
}

/** Every value in a document with its path; what stands behind an alias or a merge key is left out. */
function listPlaces(root: YamlNode): readonly Place[] {
  const places: Place[] = [];
  const walk = (node: YamlNode, path: FieldPath): void => {
    places.push({ path, node });
    if (node.kind === "map")
      for (const { name, value } of node.entries)
        if (name !== null && name !== "<<") walk(value, [...path, name]);
    if (node.kind === "seq") for (const [index, item] of node.items.entries()) walk(item, [...path, index]);
  };
  walk(root, []);
  return places;
}

/** Two operations that do not speak of the same thing: neither path begins with the other. */
function areApart(a: Operation, b: Operation): boolean {
  return spokenOf(a).every((one) => spokenOf(b).every((other) => leadApart(one, other)));
}

function leadApart(a: FieldPath, b: FieldPath): boolean {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index++) if (a[index] !== b[index]) return true;
  return false;
}

/** What an operation speaks of: of a rename the new name too. */
function spokenOf(operation: Operation): readonly FieldPath[] {
  const { path } = operation;
  return operation.op === "rename" ? [path, [...path.slice(0, -1), operation.name]] : [path];
}
