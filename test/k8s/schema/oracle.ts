import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { ACCEPTED_ABSENT } from "../../../scripts/schema/accepted-absent.ts";
import type { OpenApi, OpenApiSchema } from "../../../scripts/schema/openapi.ts";

/**
 * The second judge of objects: ajv over the OpenAPI definitions as they were published, nothing of the table. Where the
 * API server is known to differ from its own OpenAPI, the difference has a name here and is counted.
 */
export interface Oracle {
  /** What is wrong with an object as `code path`, sorted; null for a kind that the version does not have. */
  readonly judge: (object: JsonObject, count: (difference: Difference) => void) => readonly string[] | null;
}

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** What OpenAPI refuses and the API server takes. */
export type Difference =
  | "null-is-absent"
  | "quantity-as-number"
  | "int-or-string-as-number"
  | "raw-is-anything"
  | "required-but-accepted-absent"
  | "required-in-status";

const PREFIX = "#/definitions/";
const QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";
const INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
const RAW = ["io.k8s.apimachinery.pkg.runtime.RawExtension", "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1"];

/** apimachinery `resource.Quantity`: the grammar of its doc comment, but for digits, which need not be there. */
const QUANTITY_FORM = /^(?!\s*$)\s*[+-]?(?:\d*|\d*\.\d*)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?\s*$/;
const TIME_FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

export function makeOracle({ definitions }: OpenApi): Oracle {
  const closed = Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [name, close(schema)]),
  );
  closed[QUANTITY] = { type: "string", format: "quantity" };
  const names = new Map<unknown, string>(Object.entries(closed).map(([name, schema]) => [schema, name]));
  const ajv = makeAjv();
  ajv.addSchema({ $id: "k8s", definitions: closed });
  const compiled = new Map<string, ValidateFunction>();
  const kinds = kindsOf(definitions);

  return {
    judge(object, count) {
      const name = kinds.get(`${object.apiVersion} ${object.kind}`);
      if (name === undefined) return null;
      const validate = compiled.get(name) ?? ajv.compile({ $ref: `k8s${PREFIX}${name}` });
      compiled.set(name, validate);
      validate(
        asServerReads(definitions, { $ref: `${PREFIX}${name}` }, object, () => count("null-is-absent")),
      );
      const found = (validate.errors ?? []).flatMap((error) => {
        const judged = judgeError(error, names);
        if (judged.difference !== undefined) count(judged.difference);
        return judged.finding === undefined ? [] : [judged.finding];
      });
      return [...new Set(found)].sort();
    },
  };
}

function makeAjv(): Ajv {
  const whole = (bits: number) => (value: number) =>
    !Number.isInteger(value) || (value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1));
  return new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    logger: false,
    formats: {
      int32: { type: "number", validate: whole(32) },
      int64: { type: "number", validate: whole(64) },
      "date-time": (text) => TIME_FORM.test(text) && isDate(text.slice(0, 10)),
      quantity: (text) => QUANTITY_FORM.test(text),
      "int-or-string": true,
    },
  });
}

/** The Date of 30 February is one of March. */
function isDate(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** An object that lists its properties has no others. */
function close(schema: OpenApiSchema): OpenApiSchema & { additionalProperties?: OpenApiSchema | false } {
  return schema.properties === undefined
    ? { ...schema }
    : Object.assign({}, schema, { additionalProperties: false });
}

function kindsOf(definitions: OpenApi["definitions"]): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(definitions).flatMap(([name, schema]) =>
      (schema["x-kubernetes-group-version-kind"] ?? []).map(({ group, version, kind }) => [
        `${group === "" ? "" : `${group}/`}${version} ${kind}`,
        name,
      ]),
    ),
  );
}

/** A value without the nulls that the server reads as absent: known fields, values of maps, items of lists. */
function asServerReads(
  definitions: OpenApi["definitions"],
  reference: OpenApiSchema,
  value: Json,
  onNull: () => void,
): Json {
  const schema = definitions[reference.$ref?.slice(PREFIX.length) ?? ""] ?? reference;
  if (isList(value)) {
    const { items } = schema;
    if (items === undefined) return value;
    return value.map((item): Json => {
      if (item !== null) return asServerReads(definitions, items, item, onNull);
      onNull();
      return zeroOf(definitions, items);
    });
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): readonly (readonly [string, Json])[] => {
    const type = schema.properties?.[key] ?? schema.additionalProperties;
    if (type === undefined) return [[key, inner]];
    if (inner !== null) return [[key, asServerReads(definitions, type, inner, onNull)]];
    onNull();
    return [];
  });
  return Object.fromEntries(entries);
}

function zeroOf(definitions: OpenApi["definitions"], reference: OpenApiSchema): Json {
  const name = reference.$ref?.slice(PREFIX.length) ?? "";
  if (name === QUANTITY) return "0";
  const { type } = definitions[name] ?? reference;
  return { string: "", integer: 0, boolean: false, array: [], object: {} }[type ?? "object"];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

interface Judged {
  readonly finding?: string;
  readonly difference?: Difference;
}

function judgeError(error: ErrorObject, names: ReadonlyMap<unknown, string>): Judged {
  const { keyword, instancePath: path, params, data } = error;
  const name = names.get(error.parentSchema) ?? "";
  switch (keyword) {
    case "additionalProperties":
      return { finding: `schema-unknown-field ${path}/${escaped(params.additionalProperty)}` };
    case "required": {
      const short = name.replace(/^io\.k8s\.api\./, "");
      if (`${short}.${params.missingProperty}` in ACCEPTED_ABSENT)
        return { difference: "required-but-accepted-absent" };
      if (/^\/status(?:\/|$)/.test(path)) return { difference: "required-in-status" };
      return { finding: `schema-missing-field ${path}/${escaped(params.missingProperty)}` };
    }
    case "type":
      if (name === QUANTITY && typeof data === "number") return { difference: "quantity-as-number" };
      if (RAW.includes(name)) return { difference: "raw-is-anything" };
      if (name !== INT_OR_STRING || typeof data !== "number" || !Number.isInteger(data))
        return { finding: `schema-wrong-type ${path}` };
      return Math.abs(data) < 2 ** 31
        ? { difference: "int-or-string-as-number" }
        : { finding: `schema-out-of-range ${path}` };
    case "format": {
      const codes: Readonly<Record<string, string>> = {
        quantity: "schema-bad-quantity",
        "date-time": "schema-bad-time",
      };
      return { finding: `${codes[params.format] ?? "schema-out-of-range"} ${path}` };
    }
    default:
      throw new Error(`the oracle does not know ajv's ${keyword}`);
  }
}

/** A step of a JSON pointer. */
export function escaped(step: string | number): string {
  return String(step).replaceAll("~", "~0").replaceAll("/", "~1");
}
