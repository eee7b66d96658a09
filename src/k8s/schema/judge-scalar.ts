import type { SchemaText } from "../../yaml/field-diagnostic.ts";
import { toJson } from "../../yaml/to-json.ts";
import { isNullScalar, resolveAlias, type ScalarNode, type YamlNode } from "../../yaml/tree.ts";
import type { ScalarType } from "./table.ts";

/** A scalar as JSON has it once kubectl has read the YAML. `text` is the digits of a number, the letters of a string. */
export interface JsonScalar {
  readonly type: "string" | "number" | "boolean" | "null" | "none";
  readonly text: string;
}

/** True for what the API server reads as null: it leaves the field at its zero value, as if it were not there. */
export function isNull(value: YamlNode): boolean {
  const node = resolveAlias(value);
  if (node.kind !== "scalar") return false;
  return node.tag === null ? isNullScalar(node) : scalarOf(node).type === "null";
}

/**
 * Whether the API server can read a value that is not null into a field of this type. Sources: sigs.k8s.io/json
 * `literalStore` (a JSON number is never a string or the other way round, whole numbers are read by `strconv.ParseInt`
 * and must fit), apimachinery `resource.Quantity`, `intstr.IntOrString` and `metav1.Time`, each `UnmarshalJSON`.
 * A number such as `3.0` is whole, because kubectl sends it as `3`. A `custom-quantity` is one in a custom resource, which
 * the API server takes for an IntOrString (apiextensions `x-kubernetes-int-or-string`).
 */
export function judgeScalar(node: ScalarNode, type: ScalarType, name: string): SchemaText | null {
  if ((type === "quantity" || type === "custom-quantity") && isUsualQuantity(node)) return null;
  const scalar = scalarOf(node);
  switch (type) {
    case "string":
      return scalar.type === "string" ? null : wrongType(name, "text", scalar, quotes(node));
    case "boolean":
      return scalar.type === "boolean"
        ? null
        : wrongType(name, "true or false", scalar, "write true or false, without quotes");
    case "int32":
    case "int64":
      return judgeInteger(scalar, type, name);
    case "quantity":
      return judgeQuantity(scalar, name);
    case "custom-quantity":
      return scalar.type === "number" && wholeValue(scalar.text) === null
        ? wrongType(name, "a whole number or text", scalar, quotes(node))
        : judgeQuantity(scalar, name);
    case "number":
      return scalar.type === "number"
        ? null
        : wrongType(name, "a number", scalar, "write a number, without quotes");
    case "int-or-string":
      if (scalar.type === "string") return null;
      return scalar.type === "number"
        ? judgeInteger(scalar, "int32", name)
        : wrongType(name, "a whole number or text", scalar, "write a number, or a text in quotes");
    case "time":
      return judgeTime(scalar, name);
    default:
      return type satisfies never;
  }
}

/** What is wrong with a collection, or on a scalar where a collection belongs. */
export function wrongForm(name: string, expected: string, value: YamlNode, advice: string): SchemaText {
  return {
    code: "schema-wrong-type",
    message: `\`${name}\` must be ${expected}, found ${describe(value)}`,
    advice,
  };
}

/** Reads a scalar as kubectl does. */
export function scalarOf(node: ScalarNode): JsonScalar {
  if (node.tag === null && (node.style !== "plain" || isWord(node.text)))
    return { type: "string", text: node.text };
  if (node.tag === null && isSmallNumber(node.text)) return { type: "number", text: node.text };
  const json = toJson(node);
  if (!json.ok) return { type: "none", text: node.text };
  const { text } = json;
  if (text.startsWith('"')) return { type: "string", text: node.tag === null ? node.text : JSON.parse(text) };
  if (text === "null") return { type: "null", text };
  return { type: text === "true" || text === "false" ? "boolean" : "number", text };
}

// What follows spares most values their regular expressions, which V8 compiles first.

/** What begins with a letter is text, but for a few words. */
function isWord(text: string): boolean {
  const lower = text.toLowerCase();
  return lower >= "a" && lower < "{" && !MEANINGS.has(lower);
}

/** Words that YAML 1.1 reads as something else in some spelling. */
const MEANINGS = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null"]);

/** A whole number of few digits, which every reader takes for the same, and which fits every field. */
function isSmallNumber(text: string): boolean {
  return text.length < 10 && digitsOf(text) === text.length && (text === "0" || !text.startsWith("0"));
}

/** How many digits a text begins with; negative without any. */
function digitsOf(text: string): number {
  let at = 0;
  while (at < text.length && text.charAt(at) >= "0" && text.charAt(at) <= "9") at++;
  return at === 0 ? -1 : at;
}

/** `2`, `500m` or `2Gi`, whether a reader takes it for a number or for text. */
function isUsualQuantity({ tag, text }: ScalarNode): boolean {
  const digits = digitsOf(text);
  return tag === null && digits > 0 && SUFFIXES.has(text.slice(digits));
}

const SUFFIXES = new Set(["", "m", "k", "M", "G", "T", "Ki", "Mi", "Gi", "Ti"]);

const LIMITS = {
  int32: { least: -(2n ** 31n), most: 2n ** 31n - 1n },
  int64: { least: -(2n ** 63n), most: 2n ** 63n - 1n },
};

function judgeInteger(scalar: JsonScalar, type: "int32" | "int64", name: string): SchemaText | null {
  if (scalar.type === "number" && isSmallNumber(scalar.text)) return null;
  const value = wholeValue(scalar.text);
  if (scalar.type === "string" && value !== null)
    return wrongType(name, "a whole number", scalar, `write ${scalar.text} without quotes`);
  if (scalar.type !== "number" || value === null)
    return wrongType(name, "a whole number", scalar, "write a whole number, without quotes");
  const { least, most } = LIMITS[type];
  if (value >= least && value <= most) return null;
  return {
    code: "schema-out-of-range",
    message: `\`${name}\` is a number of ${type.slice("int".length)} bits, and ${scalar.text} does not fit`,
    advice: `write a number from ${least} to ${most}`,
  };
}

/** False for nearly all values, which spares them a closer look. */
export function mayBeNegative({ text }: ScalarNode): boolean {
  return text.startsWith("-");
}

/** What is wrong with a number of things: text, such as a percentage, is judged elsewhere. */
export function judgeSign(node: ScalarNode, name: string): SchemaText | null {
  const { type, text } = scalarOf(node);
  const value = type === "number" ? wholeValue(text) : null;
  if (value === null || value >= 0n) return null;
  return {
    code: "schema-negative-number",
    message: `\`${name}\` cannot be negative, found ${text}`,
    advice: "write 0 or more",
  };
}

/** Null for what is not whole. Numbers that JSON writes with an exponent, such as 1e+25, are larger than any field. */
function wholeValue(text: string): bigint | null {
  if (/^-?\d+$/.test(text)) return BigInt(text);
  return /^-?\d(?:\.\d+)?e\+\d+$/.test(text) ? BigInt(Number(text)) : null;
}

/** `resource.ParseQuantity`, to the letter: `Gi` and `.` are 0, `1e1000` and spaces around it pass, a line break does not. */
const QUANTITY = /^ *(?=[^ ])[+-]?\d*\.?\d*(?:[eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)? *$/;

function judgeQuantity(scalar: JsonScalar, name: string): SchemaText | null {
  if (scalar.type !== "string" && scalar.type !== "number")
    return wrongType(name, "a quantity", scalar, "write a quantity such as 1, 500m or 2Gi");
  if (QUANTITY.test(scalar.text)) return null;
  return {
    code: "schema-bad-quantity",
    message: `\`${name}\` must be a quantity, found "${scalar.text}"`,
    advice:
      "write a number, with one of the suffixes m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei if need be, without a space",
  };
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d{1,2}):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|[+-](\d\d):(\d\d))$/;

/** Go's `time.Parse(time.RFC3339, …)`: an hour of one digit and an offset of 24:60 pass, a small `t` and a leap second do not. */
function isTime(text: string): boolean {
  const match = TIME.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= days;
  return isDate && hour < 24 && minute < 60 && second < 60 && zoneHour <= 24 && zoneMinute <= 60;
}

function judgeTime(scalar: JsonScalar, name: string): SchemaText | null {
  const advice = "write a time such as 2026-01-31T08:00:00Z, or leave the field out";
  if (scalar.type !== "string") return wrongType(name, "a time", scalar, advice);
  if (isTime(scalar.text)) return null;
  return { code: "schema-bad-time", message: `\`${name}\` must be a time, found "${scalar.text}"`, advice };
}

function wrongType(name: string, expected: string, found: JsonScalar, advice: string): SchemaText {
  return {
    code: "schema-wrong-type",
    message: `\`${name}\` must be ${expected}, found ${describeScalar(found)}`,
    advice,
  };
}

function quotes(node: ScalarNode): string {
  return node.tag === null ? `put it in quotes: "${node.text}"` : `leave the tag ${node.tag} out`;
}

function describe(value: YamlNode): string {
  const node = resolveAlias(value);
  if (node.kind === "map") return "a map";
  if (node.kind === "seq") return "a list";
  return describeScalar(scalarOf(node));
}

function describeScalar({ type, text }: JsonScalar): string {
  switch (type) {
    case "string":
      return `the text "${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
    case "number":
      return `the number ${text}`;
    case "boolean":
      return `the boolean ${text}`;
    case "null":
      return "null";
    case "none":
      return `"${text}", which JSON cannot say`;
    default:
      return type satisfies never;
  }
}
