import type { ErrorObject } from "ajv";
import { nearest } from "../../kernel/suggest.ts";
import { listed, quoted } from "../../kernel/words.ts";
import { type FieldPath, isNullScalar, resolveAlias, type YamlNode } from "../../yaml/tree.ts";
import type { TypeName } from "../json-schema.ts";
import { expectedWords } from "../words.ts";
import type { FieldText } from "./field-text.ts";
import { FORMAT_WORDS } from "./formats.ts";
import type { Keywords } from "./keywords.ts";
import { limitWords, twinsIn, twinWords } from "./limit-words.ts";
import { adviseUnknownField } from "./unknown-field.ts";

/** What words are found from, besides ajv's error. */
interface Circumstances {
  readonly root: Keywords;
  readonly path: FieldPath;
  /** What stands at the path. */
  readonly node: YamlNode;
  /** Kind of the object, for what its top lacks. */
  readonly kind: string;
}

/** An error of ajv in the words that findings in built-in kinds have. */
export function customWords(error: ErrorObject, about: Circumstances): FieldText {
  const { params, keyword } = error;
  const name = nameOf(about.path, about.kind);
  const [first] = twinsIn(error) ?? [];
  if (first !== undefined)
    return twinWords(error, name, nameOf([...about.path.slice(0, -1), first], about.kind));
  const field = error.propertyName ?? "";
  if (error.propertyName !== undefined)
    return wrongForm(`the key ${quoted(field)} in ${name} is not as the schema wants it`, formAdvice(error), {
      field,
    });
  switch (keyword) {
    case "type":
      return wrongType([params.type as TypeName | readonly TypeName[]].flat(), error.data, name, about.node);
    case "required":
      return missing(String(params.missingProperty), about);
    case "dependencies":
      return missing(String(params.missingProperty), about, ` beside \`${String(params.property)}\``);
    case "additionalProperties":
      return unknownField(String(params.additionalProperty), about);
    case "enum":
      return wrongValue(params.allowedValues as readonly unknown[], error.data, name);
    case "const":
      return wrongValue([params.allowedValue], error.data, name);
    case "pattern":
      return wrongForm(
        `${name} does not match the pattern of its schema, found ${foundWords(error.data)}`,
        formAdvice(error),
      );
    case "format":
      return wrongFormat(String(params.format), error.data, name);
    default:
      return limitWords(error, name) ?? wrongForm(`${name} is not as the schema wants it`, formAdvice(error));
  }
}

/** One of several fields must be there (`oneOf` of what each requires). */
export function missingChoice(names: readonly string[], { path, kind }: Circumstances): FieldText {
  const list = listed(names.map(quoted), "or");
  const field = names[0] ?? "";
  return {
    code: "schema-missing-field",
    field,
    message: `${ownerOf(path, kind)} has none of ${list}, and one is required`,
    advice: `give one of ${list} a value`,
  };
}

function wrongType(types: readonly TypeName[], data: unknown, name: string, node: YamlNode): FieldText {
  return {
    code: "schema-wrong-type",
    message: `${name} must be ${expectedWords(types)}, found ${foundWords(data)}`,
    advice: typeAdvice(types, data, resolveAlias(node)),
  };
}

function foundWords(data: unknown): string {
  if (data === null) return "null";
  if (Array.isArray(data)) return "a list";
  switch (typeof data) {
    case "string":
      return `the text "${data.length > 40 ? `${data.slice(0, 40)}…` : data}"`;
    case "number":
    case "boolean":
      return `the ${typeof data} ${data}`;
    default:
      return "a map";
  }
}

function typeAdvice(types: readonly TypeName[], data: unknown, node: YamlNode): string {
  const takesNumber = types.includes("integer") || types.includes("number");
  const isScalar = typeof data === "number" || typeof data === "boolean";
  const text = node.kind === "scalar" ? node.text : "";
  if (data === null) return "give it a value, or take it out";
  if (types.includes("string") && isScalar)
    return node.kind === "scalar" && node.tag !== null
      ? `leave the tag ${node.tag} out`
      : `put it in quotes: "${text}"`;
  if (takesNumber && typeof data === "string" && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(data))
    return `write ${data} without quotes`;
  if (types.includes("integer")) return "write a whole number, without quotes";
  if (takesNumber) return "write a number, without quotes";
  if (types.includes("boolean")) return "write true or false, without quotes";
  if (types.includes("array")) return 'begin each item with "- "';
  return types.includes("object") ? "write its fields below it" : "write one value here";
}

function missing(field: string, about: Circumstances, why = ""): FieldText {
  const { node } = about;
  const map = resolveAlias(node);
  const written =
    map.kind === "map" &&
    map.entries.some(({ name, value }) => name === field && isNullScalar(resolveAlias(value)));
  return {
    code: "schema-missing-field",
    field,
    message: written
      ? `\`${field}\` is required${why}, and null counts as absent`
      : `${ownerOf(about.path, about.kind)} has no \`${field}\`, which is required${why}`,
    advice: `give \`${field}\` a value`,
  };
}

function unknownField(field: string, { root, path, kind }: Circumstances): FieldText {
  return {
    code: "schema-unknown-field",
    field,
    message: `\`${field}\` is no field of ${path.length === 0 ? kind : nameOf(path, kind)} in its schema`,
    advice: adviseUnknownField(root, path, field),
  };
}

function wrongValue(allowed: readonly unknown[], data: unknown, name: string): FieldText {
  const words = allowed.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  const near = typeof data === "string" ? nearest(data, words) : undefined;
  const few = words.slice(0, 12).map(quoted);
  const all = listed(words.length > few.length ? [...few, "others"] : few, "or");
  return {
    code: "schema-wrong-value",
    message: `${name} cannot be ${typeof data === "string" ? quoted(data) : foundWords(data)}`,
    advice: near === undefined ? `write ${all}` : `did you mean ${quoted(near)}? It may be ${all}`,
  };
}

function wrongFormat(format: string, data: unknown, name: string): FieldText {
  if (format === "int32" || format === "int64")
    return {
      code: "schema-out-of-range",
      message: `${name} is a number of ${format.slice(3)} bits, and ${String(data)} does not fit`,
      advice: "write a smaller number",
    };
  const words = FORMAT_WORDS[format];
  return wrongForm(
    `${name} must be ${words?.what ?? format}, found ${foundWords(data)}`,
    `write one such as ${words?.example ?? format}`,
  );
}

function wrongForm(message: string, advice: string, extra: { readonly field?: string } = {}): FieldText {
  return { code: "schema-wrong-form", message, advice, ...extra };
}

function formAdvice(error: ErrorObject): string {
  switch (error.keyword) {
    case "pattern":
      return `it must match \`${String(error.params.pattern).slice(0, 300)}\``;
    case "oneOf":
      return "it fits several forms of which it may have only one: take out what belongs to the others";
    case "anyOf":
      return "it fits none of the forms that the schema knows";
    case "not":
    case "false schema":
      return "take it out, or see the documentation of the kind";
    default:
      return `see \`${error.keyword}\` in the schema`;
  }
}

/** `containers[0]` for an item, the field's name for the rest. */
function nameOf(path: FieldPath, kind: string): string {
  let from = path.length - 1;
  while (from > 0 && typeof path[from] === "number") from--;
  const steps = path.slice(Math.max(from, 0));
  if (steps.length === 0) return `the ${kind}`;
  return `\`${steps.map((step, index) => (index === 0 ? String(step) : `[${step}]`)).join("")}\``;
}

function ownerOf(path: FieldPath, kind: string): string {
  return path.length === 0 ? "the object" : nameOf(path, kind);
}
