import type { Json } from "../../src/edit/operation.ts";
import type { Node } from "./compose.ts";

/**
 * A value as JSON has it, aliases and merge keys written out. A scalar is its type and text, such as `int:1`
 * or `str:1`, so that a lost quote is a difference; maps are compared without order.
 */
export type Value = string | readonly Value[] | ReadonlyMap<string, Value>;

/** Stands before a number that may be written as text too; only in expectations. */
export const QUOTABLE = "int or str:";

/** The value of a composed node. Types are those of YAML 1.1, which kubectl follows. */
export function fromNode(node: Node): Value {
  if (node.id === "scalar") return leafOf(node.tag.replace(/^.*:/, ""), node.value);
  if (node.id === "sequence") return node.value.map(fromNode);
  const own = new Map<string, Value>();
  const merged: Value[] = [];
  for (const [key, value] of node.value) {
    if (key.tag.endsWith(":merge")) merged.push(fromNode(value));
    else own.set(key.id === "scalar" ? key.value : JSON.stringify(key.id), fromNode(value));
  }
  for (const source of merged.flatMap((value) => (Array.isArray(value) ? value : [value])))
    if (source instanceof Map) for (const [key, value] of source) if (!own.has(key)) own.set(key, value);
  return own;
}

/** The value of JSON, such as an operation's value or what kubectl prints. */
export function fromJson(json: Json): Value {
  if (json === null) return "null:";
  if (typeof json === "string") return `str:${json}`;
  if (typeof json === "boolean") return `bool:${json}`;
  if (typeof json === "number") return `${Number.isInteger(json) ? "int" : "float"}:${json}`;
  if (isList(json)) return json.map(fromJson);
  return new Map(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
}

/** Text of a scalar, null for lists, maps and null. */
export function textOf(value: Value | undefined): string | null {
  if (typeof value !== "string" || value === "null:") return null;
  return value.slice(value.indexOf(":") + 1);
}

/** The field of a map, undefined for anything else. */
export function fieldOf(value: Value | undefined, name: string): Value | undefined {
  return value instanceof Map ? value.get(name) : undefined;
}

/** The first few places where two values differ, as words; empty when they are equal. */
export function differences(expected: Value | undefined, actual: Value | undefined): readonly string[] {
  const found: string[] = [];
  compare(expected, actual, "", found);
  return found;
}

function compare(
  expected: Value | undefined,
  actual: Value | undefined,
  path: string,
  found: string[],
): void {
  if (expected === actual || found.length >= 5) return;
  if (typeof expected === "string" && expected.startsWith(QUOTABLE)) {
    const text = expected.slice(QUOTABLE.length);
    if (actual === `int:${text}` || actual === `str:${text}`) return;
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    for (let index = 0; index < Math.max(expected.length, actual.length); index++)
      compare(expected[index], actual[index], `${path}[${index}]`, found);
    return;
  }
  if (expected instanceof Map && actual instanceof Map) {
    for (const [key, value] of expected) compare(value, actual.get(key), `${path}.${key}`, found);
    for (const [key, value] of actual)
      if (!expected.has(key)) compare(undefined, value, `${path}.${key}`, found);
    return;
  }
  found.push(`${path}: expected ${show(expected)}, found ${show(actual)}`);
}

function show(value: Value | undefined): string {
  if (value === undefined) return "nothing";
  const plain = (part: Value): unknown =>
    part instanceof Map
      ? Object.fromEntries([...part].map(([key, inner]) => [key, plain(inner)]))
      : Array.isArray(part)
        ? part.map(plain)
        : part;
  return JSON.stringify(plain(value)).slice(0, 120);
}

function leafOf(tag: string, text: string): Value {
  if (tag === "null") return "null:";
  if (tag === "bool") return `bool:${/^(?:y|yes|true|on)$/i.test(text)}`;
  return `${tag}:${text}`;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
