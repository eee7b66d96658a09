import { nearest } from "../kernel/suggest.ts";
import { listed, quoted } from "../kernel/words.ts";
import type { FieldPath } from "../yaml/tree.ts";
import { isNeeded, type JsonSchema, resolveReference, schemaAt, type TypeName } from "./json-schema.ts";
import type { SchemaError } from "./schema-error.ts";
import { fieldName } from "./user-text.ts";
import type { ValueDiagnostic } from "./value-diagnostic.ts";
import { expectedWords, foundWords, tokenOf, typeAdvice } from "./words.ts";

/** What is wrong with a value, without its place. */
type ValueText = Omit<ValueDiagnostic, "severity" | "path" | "at" | "related">;

/** An error with what it is about. */
interface Judged extends SchemaError {
  readonly path: FieldPath;
  readonly data: unknown;
  /** The schema of the value, or of the names of the map. */
  readonly schema: JsonSchema;
}

/** All that is wrong with a value, in the user's words: one problem for each place. */
export function problemsOf(
  root: JsonSchema,
  value: unknown,
  errors: readonly SchemaError[],
): readonly ValueDiagnostic[] {
  // What ajv says of all names of a map together it has said of one of them before.
  const told = errors.filter(({ keyword }) => keyword !== "propertyNames");
  return onePerPlace(told.map((error) => problemOf(root, value, error)));
}

function problemOf(root: JsonSchema, value: unknown, error: SchemaError): ValueDiagnostic {
  const path = pathOf(value, error);
  const own = schemaAt(root, path);
  if (error.propertyName !== undefined) {
    const schema = resolveReference(root, own.propertyNames ?? {});
    const judged = { ...error, path, data: error.propertyName, schema };
    return { severity: "error", path: [...path, error.propertyName], at: "key", ...wordsForName(judged) };
  }
  if (error.keyword === "additionalProperties") {
    const key = String(error.params.additionalProperty);
    return { severity: "error", path: [...path, key], at: "key", ...unknownKey(root, own, path, key) };
  }
  const judged = { ...error, path, data: valueAt(value, path), schema: own };
  return { severity: "error", path, at: "value", ...wordsFor(root, judged) };
}

/** A JSON pointer as a path; only the value tells whether a step is an index or a name made of digits. */
export function pathOf(value: unknown, { instancePath }: Pick<SchemaError, "instancePath">): FieldPath {
  const path: (string | number)[] = [];
  let current = value;
  for (const part of instancePath.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    const step = Array.isArray(current) ? Number(name) : name;
    path.push(step);
    current = stepInto(current, step);
  }
  return path;
}

function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce(stepInto, value);
}

function stepInto(value: unknown, step: string | number): unknown {
  return (value as Readonly<Record<string | number, unknown>>)[step];
}

/** Of several complaints about one place the first says enough. */
function onePerPlace(problems: readonly ValueDiagnostic[]): readonly ValueDiagnostic[] {
  const seen = new Set<string>();
  return problems.filter(({ path, at, code, subject }) => {
    const key = JSON.stringify([path, at, code === "missing-key" ? subject : null]);
    return !seen.has(key) && seen.add(key);
  });
}

function wordsFor(root: JsonSchema, { keyword, params, path, data, schema }: Judged): ValueText {
  const name = nameOf(path);
  switch (keyword) {
    case "type":
      if (schema.enum !== undefined && data !== null) return wrongWord(name, schema.enum, data);
      return wrongType(
        name,
        [params.type as TypeName | readonly TypeName[]].flat(),
        data,
        orLeaveOut(root, path),
      );
    case "required":
      return missingKey(root, schema, path, String(params.missingProperty));
    case "enum":
      return wrongWord(name, params.allowedValues as readonly unknown[], data);
    case "pattern":
      return wrongForm(
        `${name} must be ${schema.patternErrorMessage ?? "another text"}, not ${tokenOf(data)}`,
        schema,
      );
    case "minimum":
      return outOfRange(`${name} must be at least ${params.limit}, not ${String(data)}`);
    case "maximum":
      return outOfRange(`${name} must be at most ${params.limit}, not ${String(data)}`);
    case "minLength":
      return empty(`${name} is an empty text`, orLeaveOut(root, path));
    case "minItems":
      return empty(`${name} is an empty list`, orLeaveOut(root, path));
    case "minProperties":
      return empty(`${name} is an empty map`, orLeaveOut(root, path));
    case "maxLength":
      return outOfRange(`${name} has more than ${params.limit} letters`);
    case "maxProperties":
      return outOfRange(`${name} has more than ${params.limit} ${params.limit === 1 ? "key" : "keys"}`);
    default:
      return wrongForm(`${name} does not have the form that is expected here`, schema);
  }
}

/** What is wrong with a name that the user chose, such as a label's key. */
function wordsForName({ keyword, params, data, schema }: Judged): ValueText {
  const name = quoted(String(data));
  if (keyword === "maxLength") return outOfRange(`the key ${name} has more than ${params.limit} letters`);
  if (keyword === "enum") {
    const words = (params.allowedValues as readonly unknown[]).map(String);
    return unknownAmong(String(data), words, `The keys are ${listed(words)}.`);
  }
  return wrongForm(`${name} must be ${schema.patternErrorMessage ?? "another text"}`, schema);
}

/** What also can be done about an empty value, unless its key is needed. */
function orLeaveOut(root: JsonSchema, path: FieldPath): string {
  return isNeeded(root, path) ? "" : ", or leave the key out";
}

function wrongType(name: string, types: readonly TypeName[], data: unknown, orElse: string): ValueText {
  const code = "wrong-type";
  if (data === null)
    return { code, message: `${name} has no value`, advice: `Give it ${expectedWords(types)}${orElse}.` };
  const advice = typeAdvice(types, data);
  const isFraction = typeof data === "number" && types.includes("integer");
  const found = isFraction ? String(data) : foundWords(data);
  const message = `${name} must be ${expectedWords(types)}, not ${found}`;
  return { code, message, ...(advice === undefined ? {} : { advice }) };
}

function missingKey(root: JsonSchema, schema: JsonSchema, path: FieldPath, key: string): ValueText {
  const property = schema.properties?.[key];
  const meaning = property === undefined ? undefined : resolveReference(root, property).description;
  const [sentence = ""] = meaning?.split(/(?<=\.) /) ?? [];
  const what = sentence === "" ? "" : `: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
  return {
    code: "missing-key",
    message: `${nameOf(path)} has no ${quoted(key)}`,
    advice: `Add ${quoted(key)}${what}${what.endsWith(".") ? "" : "."}`,
    subject: [...path, key],
  };
}

function wrongWord(name: string, allowed: readonly unknown[], data: unknown): ValueText {
  const words = allowed.map(String);
  const token = typeof data === "object" ? "" : String(data);
  // Readers of YAML 1.1 take a bare `off` for false, and people who know that write false.
  const word = data === false && words.includes("off") ? "off" : wordFor(token, words);
  const guess = word === undefined ? "" : `, did you mean ${quoted(word)}?`;
  return {
    code: "wrong-value",
    message: `${name} cannot be ${tokenOf(data)}${guess}`,
    advice: `The values are ${listed(words)}.`,
  };
}

/** The word that was meant: the nearest, else the only one that begins so (`warn`). */
function wordFor(token: string, words: readonly string[]): string | undefined {
  const near = nearest(token, words);
  if (near !== undefined || token.length < 3) return near;
  const longer = words.filter((word) => word.startsWith(token.toLowerCase()));
  return longer.length === 1 ? longer[0] : undefined;
}

function unknownKey(root: JsonSchema, schema: JsonSchema, path: FieldPath, key: string): ValueText {
  const { properties = {} } = schema;
  const words = Object.keys(properties);
  const parent = path.length === 0 ? "The top of the file" : nameOf(path);
  const inner = words.find((word) => {
    const within = resolveReference(root, properties[word] ?? {}).properties ?? {};
    return Object.hasOwn(within, key);
  });
  const advice = `${parent} takes ${listed(words)}.`;
  if (inner === undefined) {
    const near = nearest(key, words);
    const subject = near === undefined ? {} : { subject: [...path, near] };
    return { ...unknownAmong(key, words, advice), ...subject };
  }
  return {
    code: "unknown-key",
    message: `unknown key ${quoted(key)}, did you mean ${quoted(`${inner}.${key}`)}?`,
    advice: `Put it into ${quoted(inner)}. ${advice}`,
  };
}

function unknownAmong(key: string, words: readonly string[], advice: string): ValueText {
  const near = nearest(key, words);
  const guess = near === undefined ? "" : `, did you mean ${quoted(near)}?`;
  return { code: "unknown-key", message: `unknown key ${quoted(key)}${guess}`, advice };
}

function wrongForm(message: string, { examples }: JsonSchema): ValueText {
  const [example] = examples ?? [];
  return {
    code: "wrong-form",
    message,
    ...(typeof example === "string" ? { advice: `Write it like ${quoted(example)}.` } : {}),
  };
}

function empty(message: string, orElse: string): ValueText {
  return { code: "empty-value", message, advice: `Give it something${orElse}.` };
}

function outOfRange(message: string): ValueText {
  return { code: "out-of-range", message };
}

/** A field in a message. */
function nameOf(path: FieldPath): string {
  return path.length === 0 ? "the file" : fieldName(path);
}
