import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { parseAllDocuments } from "yaml";

/** A structural schema of a CRD, as far as it is looked at here: no `anyOf`, no CEL rules. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-embedded-resource"?: boolean;
}

interface Crd {
  readonly spec: {
    readonly versions: readonly {
      readonly name: string;
      readonly schema?: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** Says what the API server would reject or drop in an object, by its CRD; null for kinds without one. Nothing of it is gpuify's. */
export type CrdCheck = (object: unknown) => readonly string[] | null;

/** Checks with the CRDs of a folder: each is read when the first object of its kind comes, because some have megabytes. */
export function readCrds(folder: string): CrdCheck {
  const read = new Map<string, Crd | null>();
  return (object) => {
    const { apiVersion = "", kind = "" } = object as { readonly apiVersion?: string; readonly kind?: string };
    const [group = "", version] = apiVersion.split("/");
    const name = `${group}_${kind.toLowerCase()}.yaml`;
    if (!read.has(name)) read.set(name, readCrd(join(folder, name)));
    const found = read.get(name)?.spec.versions.find((one) => one.name === version)?.schema;
    if (found === undefined) return null;
    const { metadata: _, ...properties } = found.openAPIV3Schema.properties ?? {};
    const top = { ...found.openAPIV3Schema, properties: { ...properties, metadata: OPEN } };
    return [...problems({ ...top, required: [] }, object, "")];
  };
}

const OPEN: Schema = { type: "object", "x-kubernetes-preserve-unknown-fields": true };

function readCrd(file: string): Crd | null {
  return existsSync(file) ? (load(readFileSync(file, "utf8")) as Crd) : null;
}

/** All objects of a stream. */
export function objectsOf(text: string): readonly unknown[] {
  return parseAllDocuments(text, { logLevel: "silent", uniqueKeys: false }).flatMap((document) => {
    const value: unknown = document.toJS();
    return value === null || typeof value !== "object" ? [] : [value];
  });
}

function* problems(schema: Schema, value: unknown, path: string): Generator<string> {
  if (value === null) {
    // A null is dropped, or replaced by the default (kubernetes.io: CustomResourceDefinition, defaulting and nullable).
    return;
  }
  if (schema["x-kubernetes-int-or-string"] === true) {
    if (!Number.isInteger(value) && typeof value !== "string") yield `${path} is no integer and no text`;
    return;
  }
  if (schema.type !== undefined && !isOfType(schema.type, value)) {
    yield `${path} is no ${schema.type}`;
    return;
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) yield `${path} is none of ${schema.enum}`;
  if (typeof value === "number" && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value)))
    yield `${path} is out of bounds`;
  if (typeof value === "string" && schema.pattern !== undefined && !new RegExp(schema.pattern).test(value))
    yield `${path} does not match ${schema.pattern}`;
  if (Array.isArray(value))
    for (const [index, item] of value.entries())
      yield* problems(schema.items ?? {}, item, `${path}[${index}]`);
  else if (typeof value === "object") yield* problemsOfMap(schema, value, path);
}

function* problemsOfMap(schema: Schema, value: object, path: string): Generator<string> {
  const { properties = {}, additionalProperties, required = [] } = schema;
  for (const name of required)
    if (!Object.hasOwn(value, name) && properties[name]?.default === undefined) yield `${path} lacks ${name}`;
  const isOpen =
    schema["x-kubernetes-preserve-unknown-fields"] === true ||
    schema["x-kubernetes-embedded-resource"] === true ||
    additionalProperties === true ||
    schema.type === undefined;
  for (const [name, one] of Object.entries(value)) {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const next = own ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
    if (next !== undefined) yield* problems(next, one, `${path}.${name}`);
    else if (!isOpen) yield `${path}.${name} is unknown`;
  }
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
