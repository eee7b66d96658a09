import { openDraft } from "../../edit/draft.ts";
import type { Json } from "../../edit/operation.ts";
import { isJsonMap, type JsonMap, jsonOf } from "../../k8s/json.ts";
import { at, items, member, text, textAt } from "../../yaml/access.ts";
import { startsWith } from "../../yaml/field-path.ts";
import type { FieldPath, MapNode, YamlNode } from "../../yaml/tree.ts";
import { isRendezvousName } from "../profiles/gpu/workers/variables.ts";
import type { ReasonedOperation } from "../shared/decision.ts";

/** The names that a value refers to; `$$(NAME)` is that text (kubernetes/kubernetes third_party/forked/golang/expansion). */
export function referencesIn(value: string): readonly string[] {
  return [...value.matchAll(REFERENCE)].flatMap(([, name]) => name ?? []);
}

const REFERENCE = /\$\$|\$\(([^)]*)\)/g;

/** An operation that adds a variable. */
export type Addition = Extract<ReasonedOperation, { readonly op: "append" | "prepend" }>;

/**
 * The operations with those of one list, which `added` has, in the order in which they are read. Variables of the names in
 * `fixed` are written as they are, because the config says them, and would be wanted so again by the next run.
 */
export function orderedList(
  root: MapNode,
  path: FieldPath,
  operations: readonly ReasonedOperation[],
  added: readonly Addition[],
  fixed: ReadonlySet<string>,
): readonly ReasonedOperation[] {
  const below = operations.filter((one) => startsWith(one.path, path));
  const others = below.filter((one) => !added.some((addition) => addition === one));
  const arranged = arrange(items(at(openDraft(root, others).view, path)), added, fixed);
  const [first] = added;
  return operations.flatMap((operation) => {
    if (operation === first) return arranged;
    return added.some((one) => one === operation) ? [] : [operation];
  });
}

function arrange(
  written: readonly YamlNode[],
  added: readonly Addition[],
  fixed: ReadonlySet<string>,
): readonly ReasonedOperation[] {
  const byName = new Map(added.map((one) => [nameIn(one), one] as const));
  const known = new Map(written.map((node) => [textAt(node, ["name"]) ?? "", node] as const));
  const inFront = (one: Addition): Json | null => {
    const value = selfContained(one.value, known);
    return value !== one.value && fixed.has(nameIn(one)) ? null : value;
  };
  const front = new Set<Addition>();
  for (const node of written)
    for (const name of referencesIn(textAt(node, ["value"]) ?? "")) {
      const group = groupOf(name, byName, inFront);
      for (const one of group ?? []) front.add(one);
    }
  const sorted = dependenciesFirst(added, byName);
  // Of several that are put in front the last one comes to stand first.
  const before = sorted.filter((one) => front.has(one)).reverse();
  const behind = sorted.filter((one) => !front.has(one));
  return [
    ...before.map((one): ReasonedOperation => ({ ...one, op: "prepend", value: inFront(one) ?? one.value })),
    ...behind.map((one): ReasonedOperation => ({ ...one, op: "append" })),
  ];
}

/** A new variable with those it needs; null where it cannot do without one that the manifest has further down. */
function groupOf(
  name: string,
  byName: ReadonlyMap<string, Addition>,
  inFront: (one: Addition) => Json | null,
): ReadonlySet<Addition> | null {
  const group = new Set<Addition>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const addition = byName.get(next);
    if (addition === undefined || group.has(addition)) continue;
    if (inFront(addition) === null) return null;
    group.add(addition);
    open.push(...referencesIn(valueIn(addition.value)));
  }
  return group;
}

/** The variable with what it takes over from the manifest's own written out; null where that is not plain text. */
function selfContained(variable: Json, known: ReadonlyMap<string, YamlNode>): Json | null {
  if (!isJsonMap(variable)) return variable;
  const value = valueIn(variable);
  const [only] = referencesIn(value);
  const source = only === undefined ? undefined : member(known.get(only) ?? null, "valueFrom");
  if (source !== undefined && source !== null && value === `$(${only})`)
    return { name: variable.name ?? "", valueFrom: jsonOf(source) };
  let isPlain = true;
  const written = value.replace(REFERENCE, (match: string, name: string | undefined) => {
    const node = name === undefined ? undefined : known.get(name);
    if (node === undefined) return match;
    const found = text(member(node, "value"));
    if (found !== null && referencesIn(found).length === 0) return found;
    isPlain = false;
    return match;
  });
  if (!isPlain) return null;
  return written === value ? variable : { ...variable, value: written };
}

/** The workers' own before others, and each behind what it refers to; else as they came. */
function dependenciesFirst(
  added: readonly Addition[],
  byName: ReadonlyMap<string, Addition>,
): readonly Addition[] {
  const sorted = new Set<Addition>();
  const seen = new Set<Addition>();
  const visit = (one: Addition): void => {
    if (seen.has(one)) return;
    seen.add(one);
    for (const name of referencesIn(valueIn(one.value))) {
      const needed = byName.get(name);
      if (needed !== undefined) visit(needed);
    }
    sorted.add(one);
  };
  const isOurs = (one: Addition): boolean => isRendezvousName(nameIn(one));
  for (const one of [...added.filter(isOurs), ...added.filter((other) => !isOurs(other))]) visit(one);
  return [...sorted];
}

function nameIn({ value }: Addition): string {
  return textOf(value, "name");
}

function valueIn(variable: Json): string {
  return textOf(variable, "value");
}

function textOf(variable: Json, field: keyof JsonMap): string {
  const found = isJsonMap(variable) ? variable[field] : undefined;
  return typeof found === "string" ? found : "";
}
