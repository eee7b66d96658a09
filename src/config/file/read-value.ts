import type { UncodedText } from "../../kernel/diagnostic.ts";
import type { Span } from "../../kernel/span.ts";
import { fields } from "../../yaml/access.ts";
import { MAX_DEPTH } from "../../yaml/read.ts";
import { isMergeKey, type MapNode, resolveAlias, type ScalarNode, type YamlNode } from "../../yaml/tree.ts";

/** Something that YAML can say and a config cannot. */
interface Unsayable extends UncodedText {
  readonly span: Span;
}

/** A config in plain values; what cannot be said in them is named and left out. */
interface PlainValue {
  readonly value: unknown;
  readonly unsayable: readonly Unsayable[];
}

/** Most values of a config, aliases written out: two hundred rules are two thousand. */
const MAX_VALUES = 100_000;

/**
 * A tree in plain values, merge keys and aliases resolved. Scalars as YAML 1.2 reads them (`off` is text); a number
 * that the versions of YAML read differently, such as `010`, stays text. Maps have no prototype, so that a key like
 * `constructor` is a key like any other.
 */
export function plainValue(root: YamlNode): PlainValue {
  const reading: Reading = { unsayable: [], left: MAX_VALUES };
  const value = readNode(root, 0, reading);
  return { value, unsayable: reading.unsayable };
}

interface Reading {
  readonly unsayable: Unsayable[];
  left: number;
}

function readNode(node: YamlNode, depth: number, reading: Reading): unknown {
  if (reading.left-- <= 0 || depth > MAX_DEPTH) return excess(node, reading);
  const target = resolveAlias(node);
  if (target.tag !== null && !KNOWN_TAG.test(target.tag)) {
    reading.unsayable.push(foreignTag(target));
    return null;
  }
  switch (target.kind) {
    case "scalar":
      return scalarValue(target);
    case "seq":
      return target.items.map((item) => readNode(item, depth + 1, reading));
    case "map":
      return mapValue(target, depth, reading);
    default:
      return target satisfies never;
  }
}

/** Said once, at the place where it became too much. */
function excess(node: YamlNode, reading: Reading): null {
  if (reading.left >= -1)
    reading.unsayable.push({
      span: node.span,
      message: "with its aliases written out, this is too much for a config",
      advice: "Write the values out.",
    });
  reading.left = -2;
  return null;
}

function mapValue(map: MapNode, depth: number, reading: Reading): object {
  for (const { key, name, value } of map.entries) {
    if (name === null) reading.unsayable.push(keyThatIsNoText(key));
    else if (isMergeKey(key) && !isMergeable(value)) reading.unsayable.push(unmergeable(value));
  }
  const values = Object.create(null) as Record<string, unknown>;
  for (const { name, value } of fields(map)) values[name] = readNode(value, depth + 1, reading);
  return values;
}

function isMergeable(node: YamlNode): boolean {
  const source = resolveAlias(node);
  if (source.kind === "map") return true;
  return source.kind === "seq" && source.items.every((item) => resolveAlias(item).kind === "map");
}

function unmergeable(node: YamlNode): Unsayable {
  return {
    span: node.span,
    message: "a merge key (`<<`) needs a map, or a list of maps",
    advice: "Merge an alias of a map: `<<: *name`.",
  };
}

function keyThatIsNoText(key: YamlNode): Unsayable {
  return {
    span: key.span,
    message: `a key must be text, not ${key.kind === "scalar" ? "a tagged value" : key.kind === "alias" ? "an alias" : "a collection"}`,
    advice: "Write the key out.",
  };
}

/** The types of JSON: every other tag asks a program to build something. */
const KNOWN_TAG = /^(?:!!|!?<?tag:yaml\.org,2002:)(?:str|int|float|bool|null|map|seq)>?$/;

function foreignTag(node: YamlNode): Unsayable {
  return {
    span: { start: node.outerStart, end: node.span.start },
    message: `the tag ${node.tag ?? ""} means nothing in a config`,
    advice: "Leave the tag out.",
  };
}

const TEXT_TAG = /\bstr>?$/;
const INTEGER = /^[-+]?(?:0|[1-9]\d*)$/;
const FLOAT = /^[-+]?(?:\.\d+|(?:0|[1-9]\d*)(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

function scalarValue({ text, style, tag }: ScalarNode): string | number | boolean | null {
  if (tag === null ? style !== "plain" : TEXT_TAG.test(tag)) return text;
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  const number = INTEGER.test(text) || FLOAT.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : text;
}
