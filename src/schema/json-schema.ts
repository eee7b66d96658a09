import type { FieldPath } from "../yaml/tree.ts";

/** JSON Schema (draft-07), as far as it is used here. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly type?: TypeName | readonly TypeName[];
  readonly enum?: readonly unknown[];
  /** What each value of `enum` means; editors show it. */
  readonly enumDescriptions?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** Completes "must be …" for a text that does not fit `pattern`; editors know this keyword too. */
  readonly patternErrorMessage?: string;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

export type TypeName = "string" | "integer" | "number" | "boolean" | "array" | "object" | "null";

/** The schema that `#/definitions/NAME` leads to, or the schema itself. */
export function resolveReference(root: JsonSchema, schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace(/^#\/definitions\//, "");
  return name === undefined ? schema : (root.definitions?.[name] ?? {});
}

/** The schema of the value at a path; one that takes all where none is about it. */
export function schemaAt(root: JsonSchema, path: FieldPath): JsonSchema {
  let schema = resolveReference(root, root);
  for (const step of path) {
    const { items, properties = {}, additionalProperties } = schema;
    const others = typeof additionalProperties === "object" ? additionalProperties : {};
    const field = Object.hasOwn(properties, step) ? properties[step] : others;
    schema = resolveReference(root, (typeof step === "number" ? items : field) ?? {});
  }
  return schema;
}

/** Whether the key at a path must be there. */
export function isNeeded(root: JsonSchema, path: FieldPath): boolean {
  return schemaAt(root, path.slice(0, -1)).required?.includes(String(path.at(-1))) === true;
}
