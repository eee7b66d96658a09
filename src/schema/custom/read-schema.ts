import { quoted } from "../../kernel/words.ts";
import { compilePattern } from "../pattern/compile-pattern.ts";
import { COST, isMap, isNames, type Keywords, NoSchema, UNIQUE } from "./keywords.ts";
import { closeUnknown, takeKubernetesWords, withMeta } from "./kubernetes-words.ts";
import { costOf } from "./meter.ts";
import { assertReferences } from "./references.ts";

/**
 * How fields are judged that no `properties` names. `as-written`: as the JSON Schema says, which is what kubeconform
 * does (its `-strict` only chooses stricter files and refuses keys that are written twice). `pruned`: as the API server
 * judges a structural schema: it prunes what is not named, and its strict decoding reports what it prunes.
 */
export type UnknownFields = "as-written" | "pruned";

/** A schema, or a clause that says what is wrong with it and where. */
type SchemaResult =
  | { readonly ok: true; readonly schema: Keywords }
  | { readonly ok: false; readonly reason: string; readonly advice: string };

/**
 * Makes a schema of strangers one that ajv takes, with what Kubernetes adds to JSON Schema said in its words: `nullable`,
 * `x-kubernetes-int-or-string`, `-preserve-unknown-fields`, `-embedded-resource`, `-list-type` and defaults, which the
 * API server fills in before it looks for what is missing. Rules in CEL (`x-kubernetes-validations`) are not judged.
 * Drafts 04 to 2019-09 are taken as far as CustomResourceDefinitions and their catalogs use them; keywords that are not
 * known judge nothing. Patterns that Go does not know and formats that are not known are left out.
 * Sources: apiextensions `pkg/apiserver/schema` (pruning, defaulting, listtype, objectmeta).
 */
export function readCustomSchema(value: unknown, unknownFields: UnknownFields): SchemaResult {
  try {
    const schema = readSchema(value, { place: [], unknownFields });
    if (typeof schema === "boolean") return refused("is `true` or `false`", "name a file with a JSON Schema");
    const root = unknownFields === "pruned" ? { ...schema, properties: withMeta(schema.properties) } : schema;
    assertReferences(root);
    return { ok: true, schema: root };
  } catch (error) {
    if (error instanceof NoSchema) return refused(error.message, error.advice);
    throw error;
  }
}

function refused(reason: string, advice: string): SchemaResult {
  return { ok: false, reason, advice };
}

interface Spot {
  readonly place: readonly string[];
  readonly unknownFields: UnknownFields;
}

/** Real schemas stay under 60; each level takes two steps. */
const MAX_DEPTH = 250;

type Read = (value: unknown, spot: Spot) => unknown;

const alternatives: Read = (value, spot) => readList(value, { ...spot, unknownFields: "as-written" });
const alternative: Read = (value, spot) => readSchema(value, { ...spot, unknownFields: "as-written" });

/** In alternatives only values are judged: a structural schema names every field outside of them too. */
const READERS: Readonly<Record<string, Read>> = {
  $ref: readReference,
  type: readType,
  enum: (value, spot) => (Array.isArray(value) && value.length > 0 ? value : fail(spot, "a list of values")),
  const: (value) => value,
  minimum: readNumber,
  maximum: readNumber,
  exclusiveMinimum: readNumber,
  exclusiveMaximum: readNumber,
  multipleOf: (value, spot) => (readNumber(value, spot) > 0 ? value : fail(spot, "more than 0")),
  minLength: readCount,
  maxLength: readCount,
  minItems: readCount,
  maxItems: readCount,
  minProperties: readCount,
  maxProperties: readCount,
  uniqueItems: (value, spot) => (typeof value === "boolean" ? value : fail(spot, "true or false")),
  format: (value, spot) => (typeof value === "string" ? value : fail(spot, "text")),
  pattern: (value, spot) => (typeof value === "string" ? value : fail(spot, "text")),
  required: readNames,
  properties: readMap,
  patternProperties: readMap,
  definitions: readMap,
  $defs: readMap,
  additionalProperties: readSchema,
  items: (value, spot) => (Array.isArray(value) ? readList(value, spot) : readSchema(value, spot)),
  additionalItems: readSchema,
  contains: alternative,
  propertyNames: alternative,
  not: alternative,
  if: alternative,
  // biome-ignore lint/suspicious/noThenProperty: it is JSON Schema's word
  then: alternative,
  else: alternative,
  allOf: alternatives,
  anyOf: alternatives,
  oneOf: alternatives,
  dependencies: readDependencies,
};

function readSchema(value: unknown, spot: Spot): Keywords | boolean {
  if (typeof value === "boolean") return value;
  if (!isMap(value)) return fail(spot, "a map");
  if (spot.place.length > MAX_DEPTH) throw new NoSchema("is nested too deeply");
  const schema: Record<string, unknown> = {};
  for (const [keyword, said] of Object.entries(upToDate(value))) {
    const read = Object.hasOwn(READERS, keyword) ? READERS[keyword] : undefined;
    if (read !== undefined) schema[keyword] = read(said, { ...spot, place: [...spot.place, keyword] });
  }
  leaveOutPatterns(schema);
  takeKubernetesWords(schema, value);
  if (spot.unknownFields === "pruned") closeUnknown(schema, value);
  if (value["x-kubernetes-preserve-unknown-fields"] === true && schema.additionalProperties === false)
    delete schema.additionalProperties;
  const cost = costOf(schema);
  if (cost > 0) schema[COST] = cost;
  if (schema.uniqueItems === true) schema[UNIQUE] = true;
  delete schema.uniqueItems;
  return schema;
}

/**
 * Draft 04 has `exclusiveMinimum: true` beside the minimum, and so has OpenAPI; draft 03 `required: true` in a field. To
 * the API server null is as good as nothing here too.
 */
function upToDate(value: Keywords): Keywords {
  const { exclusiveMinimum, exclusiveMaximum, minimum, maximum, required, ...rest } = value;
  const lower = exclusiveMinimum === true ? { exclusiveMinimum: minimum } : { minimum, exclusiveMinimum };
  const upper = exclusiveMaximum === true ? { exclusiveMaximum: maximum } : { maximum, exclusiveMaximum };
  const all = { ...rest, ...lower, ...upper, ...(typeof required === "boolean" ? {} : { required }) };
  return Object.fromEntries(
    Object.entries(all).filter(
      ([keyword, said]) =>
        said !== undefined &&
        (said !== null || keyword === "const") &&
        !(keyword.startsWith("exclusive") && said === false),
    ),
  );
}

/** A name's schema that cannot be told from others' cannot be judged, and so cannot what stands beside it. */
function leaveOutPatterns(schema: Record<string, unknown>): void {
  if (typeof schema.pattern === "string" && compilePattern(schema.pattern) === null) delete schema.pattern;
  if (!isMap(schema.patternProperties)) return;
  const entries = Object.entries(schema.patternProperties);
  const judged = entries.filter(([pattern]) => compilePattern(pattern) !== null);
  if (judged.length < entries.length) delete schema.additionalProperties;
  schema.patternProperties = fromEntries(judged);
}

function readReference(value: unknown, spot: Spot): string {
  if (typeof value !== "string") return fail(spot, "text");
  if (value.startsWith("#")) return value;
  throw new NoSchema(
    `leads elsewhere: ${placeName(spot.place)} is ${quoted(value)}`,
    "take a schema that holds all it needs in one file, such as the standalone ones",
  );
}

const TYPES = ["string", "integer", "number", "boolean", "array", "object", "null"];

function readType(value: unknown, spot: Spot): unknown {
  const types = [value].flat();
  if (types.length > 0 && types.every((type) => typeof type === "string" && TYPES.includes(type)))
    return value;
  return fail(spot, `one of ${TYPES.join(", ")}`);
}

function readNumber(value: unknown, spot: Spot): number {
  return typeof value === "number" ? value : fail(spot, "a number");
}

function readCount(value: unknown, spot: Spot): number {
  return Number.isInteger(value) && Number(value) >= 0 ? Number(value) : fail(spot, "a whole number");
}

function readNames(value: unknown, spot: Spot): readonly string[] {
  return isNames(value) ? value : fail(spot, "a list of names");
}

function readMap(value: unknown, spot: Spot): Keywords {
  if (!isMap(value)) return fail(spot, "a map");
  return fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      readSchema(one, { ...spot, place: [...spot.place, name] }),
    ]),
  );
}

function readList(value: unknown, spot: Spot): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) return fail(spot, "a list of schemas");
  return value.map((one, index) => readSchema(one, { ...spot, place: [...spot.place, String(index)] }));
}

function readDependencies(value: unknown, spot: Spot): Keywords {
  if (!isMap(value)) return fail(spot, "a map");
  return fromEntries(
    Object.entries(value).map(([name, one]) => [name, isNames(one) ? one : alternative(one, spot)]),
  );
}

function fail(spot: Spot, expected: string): never {
  throw new NoSchema(`is no JSON Schema: ${placeName(spot.place)} must be ${expected}`);
}

function placeName(place: readonly string[]): string {
  return place.length === 0 ? "it" : quoted(place.join("."));
}

/** Also for names such as `__proto__`. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): Keywords {
  return Object.fromEntries(entries);
}
