import type { Span } from "../kernel/span.ts";
import { isMergeKey, type MapNode, resolveAlias, type ScalarNode, type YamlNode } from "./tree.ts";

/** The JSON of a node, or the place of what has no JSON. */
type JsonResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly span: Span; readonly reason: string };

/** What kubectl's printer puts before each level. */
const INDENT = "    ";

/**
 * A node as kubectl prints it in JSON: scalars judged by YAML 1.1 as kubectl's reader does (go-yaml v2: `yes` is
 * true, `010` is 8, `12:30` is text), keys sorted, four spaces. Integers keep all their digits.
 * `depth` is how many levels stand around it.
 */
export function toJson(node: YamlNode, depth = 0): JsonResult {
  try {
    return { ok: true, text: valueText(node, depth) };
  } catch (error) {
    if (error instanceof NoJson) return { ok: false, span: error.span, reason: error.message };
    throw error;
  }
}

/** Leaves the recursion at the first value that JSON cannot say; never leaves this file. */
class NoJson extends Error {
  readonly span: Span;
  constructor(span: Span, reason: string) {
    super(reason);
    this.span = span;
  }
}

function valueText(node: YamlNode, depth: number): string {
  const value = resolveAlias(node);
  switch (value.kind) {
    case "scalar":
      return scalarText(value);
    case "seq":
      return bracketed(
        "[]",
        value.items.map((item) => valueText(item, depth + 1)),
        depth,
      );
    case "map":
      return mapText(value, depth);
    default:
      return value satisfies never;
  }
}

function mapText(map: MapNode, depth: number): string {
  const fields = [...collectFields(map)].sort(([a], [b]) => (a < b ? -1 : 1));
  return bracketed(
    "{}",
    fields.map(([name, value]) => `${quote(name)}: ${valueText(value, depth + 1)}`),
    depth,
  );
}

function bracketed(brackets: "[]" | "{}", parts: readonly string[], depth: number): string {
  if (parts.length === 0) return brackets;
  const inner = `\n${INDENT.repeat(depth + 1)}`;
  return `${brackets[0]}${inner}${parts.join(`,${inner}`)}\n${INDENT.repeat(depth)}${brackets[1]}`;
}

/** Later fields win over earlier ones, a merge key over what stands before it: that is what kubectl does. */
function collectFields(map: MapNode): ReadonlyMap<string, YamlNode> {
  const fields = new Map<string, YamlNode>();
  for (const { key, value } of map.entries) {
    if (isMergeKey(key)) for (const [name, merged] of mergedFields(value)) fields.set(name, merged);
    else fields.set(keyName(key), value);
  }
  return fields;
}

function mergedFields(node: YamlNode): ReadonlyMap<string, YamlNode> {
  const source = resolveAlias(node);
  if (source.kind === "map") return collectFields(source);
  if (source.kind === "scalar") throw new NoJson(node.span, "a merge key needs a map or a list of maps");
  // Earlier maps of the list win, so they are written last.
  const merged = new Map<string, YamlNode>();
  for (const item of [...source.items].reverse()) {
    if (resolveAlias(item).kind !== "map")
      throw new NoJson(item.span, "a merge key needs a map or a list of maps");
    for (const [name, value] of mergedFields(item)) merged.set(name, value);
  }
  return merged;
}

function keyName(node: YamlNode): string {
  const key = resolveAlias(node);
  if (key.kind !== "scalar") throw new NoJson(node.span, "a key of JSON is text, not a collection");
  const text = scalarText(key);
  if (text === "null") throw new NoJson(node.span, "a key of JSON cannot be null");
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}

function scalarText(node: ScalarNode): string {
  const { tag, style, text } = node;
  if (tag === null) return style === "plain" ? (resolvePlain(node) ?? quote(text)) : quote(text);
  const name = tag.replace(/^!!|^!?<?tag:yaml\.org,2002:/, "").replace(/>$/, "");
  switch (name) {
    case "binary":
      return quote(decodeBase64(node));
    case "int":
    case "float":
    case "bool":
    case "null":
      return resolveTagged(node, name);
    default:
      return quote(text);
  }
}

function resolveTagged(node: ScalarNode, name: "int" | "float" | "bool" | "null"): string {
  const text = resolvePlain(node);
  const found = text === null ? "str" : text === "null" ? "null" : /^[tf]/.test(text) ? "bool" : "number";
  const fits = name === "int" || name === "float" ? found === "number" : found === name;
  if (!fits || text === null) throw new NoJson(node.span, `"${node.text}" cannot be read as !!${name}`);
  return text;
}

function decodeBase64(node: ScalarNode): string {
  try {
    const binary = atob(node.text.replace(/\s/g, ""));
    return new TextDecoder("utf-8").decode(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)));
  } catch {
    throw new NoJson(node.span, "the value is not base64");
  }
}

const TRUE = new Set(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]);
const FALSE = new Set(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]);
const NULL = new Set(["", "~", "null", "Null", "NULL"]);
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** JSON of a scalar that reads as something other than text; null for text. As go-yaml v2 `resolve`. */
function resolvePlain(node: ScalarNode): string | null {
  const { text } = node;
  if (TRUE.has(text)) return "true";
  if (FALSE.has(text)) return "false";
  if (NULL.has(text)) return "null";
  if (!"-+.0123456789".includes(text.charAt(0))) return null;
  if (NOT_FINITE.test(text)) throw new NoJson(node.span, `JSON has no number "${text}"`);
  const plain = text.startsWith(".") ? text : text.replaceAll("_", "");
  return resolveInteger(plain) ?? resolveFloat(plain);
}

function resolveInteger(text: string): string | null {
  const match = /^([-+]?)(0[xX][\da-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9]\d*)$/.exec(text);
  if (match === null) return null;
  const [, sign, digits = ""] = match;
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase();
  const value = BigInt(octal);
  return String(sign === "-" ? -value : value);
}

function resolveFloat(text: string): string | null {
  if (!FLOAT.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? String(value) : null;
}

/** Text as Go's encoder writes it: safe inside HTML. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
