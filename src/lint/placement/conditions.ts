import type { Catalog } from "../../gpu/types.ts";
import { isPlaceholder } from "../../k8s/placeholder.ts";
import {
  type AffinityTerm,
  allRequirements,
  type Requirement,
} from "../../k8s/scheduling/node-requirements.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { requiredOfAll } from "../platform.ts";
import type { Pod } from "../pod.ts";

/**
 * Conditions that every node of the pod meets: `nodeSelector`, a required affinity that has one term, and of several
 * terms what all of them ask of a label, with the values of all.
 */
export function nodeConditions({ nodes }: Pod): readonly Requirement[] {
  return [...requiredOfAll(nodes), ...inEveryTerm(nodes.terms ?? [])];
}

function inEveryTerm([first, ...others]: readonly AffinityTerm[]): readonly Requirement[] {
  if (first === undefined || others.length === 0) return [];
  return first.requirements.flatMap((one): readonly Requirement[] => {
    const same = others.map(({ requirements }) =>
      requirements.find(({ key, operator }) => key === one.key && operator === one.operator),
    );
    const isListed = one.operator === "In" || one.operator === "Exists";
    if (!isListed || same.includes(undefined)) return [];
    const values = [one, ...same].flatMap((requirement) => requirement?.values ?? []);
    return [{ ...one, values: [...new Set(values)] }];
  });
}

/** Conditions as they are written, those of all terms: with several terms none of theirs must hold. */
export function writtenConditions({ nodes }: Pod): readonly Requirement[] {
  return allRequirements(nodes);
}

/** Of several conditions on one label the first. */
export function firstOfEachKey(conditions: readonly Requirement[]): readonly Requirement[] {
  return conditions.filter(({ key }, index) => conditions.findIndex((other) => other.key === key) === index);
}

/** Whether the condition is an entry of `nodeSelector`. */
export function isEntry({ path }: Requirement): boolean {
  return path.at(-2) === "nodeSelector";
}

/** Where a value of the condition is written. */
export function valuePath(condition: Requirement, index: number): FieldPath {
  return isEntry(condition) ? condition.path : [...condition.path, "values", index];
}

/** Where the condition's label is written: at the key of an entry. */
export function labelPlace(condition: Requirement): {
  readonly path: FieldPath;
  readonly at: "key" | "value";
} {
  return isEntry(condition)
    ? { path: condition.path, at: "key" }
    : { path: [...condition.path, "key"], at: "value" };
}

/** What people would write on a command line: `key=value`, `key in (a, b)`, `key`. */
export function conditionText({ key, operator, values }: Requirement): string {
  switch (operator) {
    case "In":
      return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(", ")})`;
    case "NotIn":
      return `${key} not in (${values.join(", ")})`;
    case "DoesNotExist":
      return `!${key}`;
    case "Gt":
      return `${key} > ${values[0] ?? ""}`;
    case "Lt":
      return `${key} < ${values[0] ?? ""}`;
    default:
      return key;
  }
}

/** The condition that lets the pod run on spot nodes of its platforms only, or null: others' labels tell nothing. */
export function spotCondition(pod: Pod, catalog: Catalog): Requirement | null {
  const found = nodeConditions(pod).find(
    ({ key, operator, values }) =>
      operator === "In" &&
      values.length > 0 &&
      values.every((value) => catalog.isSpotLabel(key, value)) &&
      pod.platforms.every(({ name }) => catalog.label(key)?.platforms.includes(name) === true),
  );
  return found ?? null;
}

/** True for what is no label's value but text that somebody replaces by one: `<NODE>`, `${ZONE}`, `@ZONE@`, `{{ .x }}`. */
export function isUnfilled(text: string): boolean {
  return /[<>${}()]/.test(text) || isPlaceholder(text);
}
