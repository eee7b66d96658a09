import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

/** Where a CustomResourceDefinition was published: a line of `index.jsonl`. */
export interface Published {
  readonly file: string;
  readonly group: string;
  readonly kind: string;
  readonly repo: string;
  readonly path: string;
  readonly commit: string;
  readonly date: string;
  readonly licence: string;
}

/** A served version of a kind. */
export interface ServedVersion {
  readonly name: string;
  readonly schema: StructuralSchema;
}

/** A CustomResourceDefinition as far as the table needs it. */
export interface Definition {
  readonly published: Published;
  readonly versions: readonly ServedVersion[];
}

/** A structural schema of OpenAPI v3, as far as the definitions use it. */
export interface StructuralSchema {
  readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object";
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, StructuralSchema>>;
  readonly required?: readonly string[];
  readonly items?: StructuralSchema;
  readonly additionalProperties?: StructuralSchema | boolean;
  readonly allOf?: readonly StructuralSchema[];
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-int-or-string"?: boolean;
}

/** The definitions lie beside the project's folder; null on machines that only have the project. */
export function findDefinitions(project: string): string | null {
  const folder = join(project, "../shared/kinds/crds");
  return existsSync(join(folder, "index.jsonl")) ? folder : null;
}

/** All definitions that the index of a folder names, by group and kind. */
export function readDefinitions(folder: string): readonly Definition[] {
  return readFileSync(join(folder, "index.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => readDefinition(folder, JSON.parse(line)))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf({ published: { group, kind } }: Definition): string {
  return `${group}/${kind}`;
}

function readDefinition(folder: string, published: Published): Definition {
  const text = readFileSync(join(folder, published.file.replace(/^crds\//, "")), "utf8");
  const { spec } = load(text) as CustomResourceDefinition;
  if (spec.group !== published.group || spec.names.kind !== published.kind)
    throw new Error(`${published.file} is about ${spec.group}/${spec.names.kind}`);
  return {
    published,
    versions: spec.versions.flatMap(({ name, served, schema }) =>
      served && schema !== undefined ? [{ name, schema: schema.openAPIV3Schema }] : [],
    ),
  };
}

interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema?: { readonly openAPIV3Schema: StructuralSchema };
    }[];
  };
}
