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
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

export type TypeName = "string" | "integer" | "number" | "boolean" | "array" | "object" | "null";

/** The schema that `#/definitions/NAME` leads to, or the schema itself. */
export function resolveReference(root: JsonSchema, schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace(/^#\/definitions\//, "");
  return name === undefined ? schema : (root.definitions?.[name] ?? {});
}

/** Whether the key whose value a schema path (`#/properties/name/type`) judges must be there. */
export function isNeeded(root: JsonSchema, schemaPath: string): boolean {
  const steps = schemaPath.slice(2).split("/").slice(0, -1).map(unescaped);
  if (steps.at(-2) !== "properties") return false;
  let parent: unknown = root;
  for (const step of steps.slice(0, -2))
    parent = (parent as Readonly<Record<string, unknown>> | undefined)?.[step];
  return (parent as JsonSchema | undefined)?.required?.includes(steps.at(-1) ?? "") === true;
}

/** A step of a JSON pointer in a URI fragment. */
function unescaped(step: string): string {
  return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The types a schema takes; empty for any. */
export function typesOf({ type }: JsonSchema): readonly TypeName[] {
  if (type === undefined) return [];
  return typeof type === "string" ? [type] : type;
}
