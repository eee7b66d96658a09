import type { UncodedText } from "../../kernel/diagnostic.ts";
import { listed, quoted } from "../../kernel/words.ts";
import type { SchemaText } from "../../yaml/field-diagnostic.ts";
import { LineIndex } from "../../yaml/line-index.ts";
import { readDocument } from "../../yaml/read.ts";
import { splitDocuments } from "../../yaml/split.ts";
import { toJson } from "../../yaml/to-json.ts";
import type { KindAddress } from "../location.ts";
import { type CustomDefinition, definitionFor, definitionsIn } from "./crd.ts";
import type { Keywords } from "./keywords.ts";
import { readCustomSchema, type UnknownFields } from "./read-schema.ts";

/** A schema file, read but not yet understood: a JSON Schema, or the CustomResourceDefinitions of a manifest. */
export interface SchemaFile {
  readonly name: string;
  readonly content:
    | { readonly is: "schema"; readonly value: unknown }
    | { readonly is: "definitions"; readonly definitions: readonly CustomDefinition[] };
}

/** What objects of one kind are checked by. */
export interface CustomSchema {
  /** Name of its file. */
  readonly file: string;
  readonly keywords: Keywords;
  /** Set where the definition is there, but not for this version. */
  readonly notServed: Omit<SchemaText, "code"> | null;
}

/** What a file has for a kind: `none` where it is about others. */
export type FoundSchema =
  | { readonly is: "schema"; readonly schema: CustomSchema }
  | { readonly is: "problem"; readonly problem: UncodedText }
  | { readonly is: "none" };

/** A schema file, or why it is none. */
export type SchemaFileResult =
  | { readonly ok: true; readonly file: SchemaFile }
  | { readonly ok: false; readonly problem: UncodedText };

/**
 * Reads a schema file: JSON by its ending or its first letter, else YAML as kubectl reads it; of a stream only the
 * CustomResourceDefinitions count.
 */
export function readSchemaFile(name: string, text: string): SchemaFileResult {
  const isJson = /\.json$/i.test(name) || /^\ufeff?\s*\{/.test(text);
  const values = text.trim() === "" ? [] : isJson ? readJson(text) : readYaml(text);
  if (values === null) return refused(name, "cannot be read as JSON", REPAIR);
  if (typeof values === "number") return refusedAt(name, text, values, isJson ? "JSON" : "YAML");
  const definitions = values.flatMap(definitionsIn);
  if (definitions.length > 0)
    return { ok: true, file: { name, content: { is: "definitions", definitions } } };
  const [value] = values;
  const reason =
    values.length > 1 ? "has several documents, and no CustomResourceDefinition" : noSchema(value);
  if (reason !== null)
    return refused(name, reason, "name a file with a JSON Schema or a CustomResourceDefinition");
  return { ok: true, file: { name, content: { is: "schema", value } } };
}

/** Tells the schemas of all files apart; null where a file has none for a kind. Several kinds may share one. */
export function schemaId({ name, content }: SchemaFile, address: KindAddress): string | null {
  if (content.is === "schema") return isForOthers(content.value, address) ? null : name;
  const found = definitionFor(content.definitions, address);
  return found === null ? null : `${name} ${address.apiVersion} ${address.kind}`;
}

/** What a file says about a kind. A JSON Schema is for every kind, unless it names others itself. */
export function schemaIn({ name, content }: SchemaFile, address: KindAddress): FoundSchema {
  if (content.is === "schema")
    return isForOthers(content.value, address)
      ? { is: "none" }
      : understood(name, content.value, "as-written");
  const found = definitionFor(content.definitions, address);
  if (found === null) return { is: "none" };
  const { definition, version } = found;
  if (version === null || !version.served) return notServed(name, address, definition);
  return version.schema === undefined
    ? understood(name, {}, "as-written")
    : understood(name, version.schema, definition.unknownFields);
}

function understood(file: string, value: unknown, unknownFields: UnknownFields): FoundSchema {
  const result = readCustomSchema(value, unknownFields);
  if (!result.ok)
    return {
      is: "problem",
      problem: { message: `the schema "${file}" ${result.reason}`, advice: result.advice },
    };
  return { is: "schema", schema: { file, keywords: result.schema, notServed: null } };
}

function notServed(
  file: string,
  { apiVersion, kind }: KindAddress,
  { group, versions }: CustomDefinition,
): FoundSchema {
  const served = versions.filter((one) => one.served).map((one) => quoted(`${group}/${one.name}`));
  const message = `the definition of ${kind} does not serve \`${apiVersion}\``;
  const advice =
    served.length === 0
      ? "it serves no version at all"
      : `it serves ${listed(served)}: check the fields, they may differ`;
  return { is: "schema", schema: { file, keywords: {}, notServed: { message, advice } } };
}

/** `x-kubernetes-group-version-kind`, which schemas from the API server's OpenAPI carry. */
function isForOthers(value: unknown, { apiVersion, kind }: KindAddress): boolean {
  const named = (value as Keywords | null)?.["x-kubernetes-group-version-kind"];
  if (!Array.isArray(named) || named.length === 0) return false;
  return !named.some((one: Keywords | null) => {
    const own = one?.group === "" || one?.group === undefined ? one?.version : `${one.group}/${one.version}`;
    return one?.kind === kind && own === apiVersion;
  });
}

/** The one value of a JSON text; else the offset of what is wrong with it, or null where that cannot be told. */
function readJson(text: string): readonly unknown[] | number | null {
  try {
    return [JSON.parse(text.replace(/^\ufeff/, ""))];
  } catch {
    // JavaScript's own words for it change from version to version; what is wrong is mostly so in YAML too.
    const asYaml = readYaml(text);
    return typeof asYaml === "number" ? asYaml : null;
  }
}

/** The values of a stream, or the offset of what is wrong with it. */
function readYaml(text: string): readonly unknown[] | number {
  const documents = splitDocuments(text).map(({ content }) => content);
  const isNamed = ({ start, end }: { start: number; end: number }): boolean =>
    text.slice(start, end).includes("CustomResourceDefinition");
  const named = documents.filter(isNamed);
  const values: unknown[] = [];
  for (const content of named.length > 0 ? named : documents) {
    const read = readDocument(text, content);
    if (!read.ok) return read.offset;
    if (read.root === null) continue;
    const json = toJson(read.root);
    if (!json.ok) return json.span.start;
    values.push(JSON.parse(json.text));
  }
  return values;
}

function noSchema(value: unknown): string | null {
  if (value === undefined) return "is empty";
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return "is no JSON Schema: it is no map";
  const { apiVersion, kind } = value as Keywords;
  if (kind === "CustomResourceDefinition") return "is a CustomResourceDefinition without a group and a kind";
  if (typeof apiVersion === "string" && typeof kind === "string") return `is no JSON Schema, but a ${kind}`;
  return null;
}

const REPAIR = "mend it, or download it again";

function refusedAt(name: string, text: string, offset: number, form: string): SchemaFileResult {
  const { line, column } = new LineIndex(text).position(offset);
  return refused(name, `cannot be read as ${form}, see line ${line}, column ${column}`, REPAIR);
}

function refused(name: string, reason: string, advice: string): SchemaFileResult {
  return { ok: false, problem: { message: `the schema "${name}" ${reason}`, advice } };
}
