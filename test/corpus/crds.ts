import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { load } from "js-yaml";

const FOLDER = resolve(import.meta.dirname, "../../../shared/kinds/crds");

/** The part of an OpenAPI schema that tells which paths there are. */
export interface CrdSchema {
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly items?: CrdSchema;
  readonly additionalProperties?: CrdSchema | boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
}

interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly schema: { readonly openAPIV3Schema: CrdSchema };
  readonly subresources?: { readonly scale?: { readonly specReplicasPath: string } };
}

export interface CrdSpec {
  readonly group: string;
  readonly names: { readonly kind: string; readonly plural: string; readonly shortNames?: readonly string[] };
  readonly versions: readonly CrdVersion[];
}

/** The folder of CRDs that stands beside this repository where it is developed, or null. */
export const CRD_FILES: readonly string[] | null = existsSync(resolve(FOLDER, "index.jsonl"))
  ? readFileSync(resolve(FOLDER, "index.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).file.replace("crds/", "") as string)
  : null;

export function readCrd(file: string): CrdSpec {
  const text = readFileSync(resolve(FOLDER, file), "utf8");
  return (load(text.replace(/^---\n/, "")) as { spec: CrdSpec }).spec;
}

/** True where a schema has a path, or stops saying what there is before its end. */
export function hasPath(schema: CrdSchema, path: readonly (string | number)[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  const next = childOf(schema, String(step));
  return next === "open" || (next !== null && hasPath(next, rest));
}

function childOf(schema: CrdSchema, step: string): CrdSchema | "open" | null {
  const { properties, items, additionalProperties } = schema;
  const own = step === "[]" ? items : step === "*" ? undefined : properties?.[step];
  if (own !== undefined) return own;
  if (typeof additionalProperties === "object" && step !== "[]") return additionalProperties;
  const isOpen = schema["x-kubernetes-preserve-unknown-fields"] === true || additionalProperties === true;
  return isOpen ? "open" : null;
}
