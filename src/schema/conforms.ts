import { type JsonSchema, resolveReference, type TypeName, typesOf } from "./json-schema.ts";

/**
 * True for a value that surely conforms to a schema. It spares most runs the checker that can say what is wrong: to
 * load it and to make it ready for a schema of this size takes longer than all the rest of a run. A keyword that is not
 * known here, such as `anyOf`, gives false; a test compares the answers with those of the checker.
 */
export function conforms(root: JsonSchema, value: unknown): boolean {
  return isConforming(root, root, value);
}

/** Keywords that are judged here, and those that judge nothing. */
const KNOWN: ReadonlySet<string> = new Set([
  ...["$ref", "type", "enum", "minimum", "maximum", "minLength", "maxLength", "pattern", "items", "minItems"],
  ...["properties", "required", "additionalProperties", "propertyNames", "minProperties", "maxProperties"],
  ...[
    "definitions",
    "$schema",
    "$id",
    "title",
    "description",
    "examples",
    "enumDescriptions",
    "patternErrorMessage",
  ],
]);

function isConforming(root: JsonSchema, reference: JsonSchema, value: unknown): boolean {
  const schema = resolveReference(root, reference);
  for (const keyword in schema) if (!KNOWN.has(keyword)) return false;
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOfType(type, value))) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (typeof value === "string") return isTextConforming(schema, value);
  if (typeof value === "number")
    return value >= (schema.minimum ?? value) && value <= (schema.maximum ?? value);
  if (Array.isArray(value)) {
    const { items, minItems = 0 } = schema;
    return (
      value.length >= minItems &&
      (items === undefined || value.every((item) => isConforming(root, items, item)))
    );
  }
  return typeof value !== "object" || value === null || isMapConforming(root, schema, value);
}

function isOfType(type: TypeName, value: unknown): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "number":
      return Number.isFinite(value);
    case "string":
    case "boolean":
      return typeof value === type;
    default:
      return type satisfies never;
  }
}

function isTextConforming({ minLength = 0, maxLength, pattern }: JsonSchema, text: string): boolean {
  // Longer in UTF-16 units may still be short enough in letters; that is for the checker to say.
  if (text.length < minLength || text.length > (maxLength ?? text.length)) return false;
  return pattern === undefined || new RegExp(pattern, "u").test(text);
}

function isMapConforming(root: JsonSchema, schema: JsonSchema, map: object): boolean {
  const { properties = {}, required = [], additionalProperties = true, propertyNames } = schema;
  const names = Object.keys(map);
  if (names.length < (schema.minProperties ?? 0) || names.length > (schema.maxProperties ?? names.length))
    return false;
  if (!required.every((name) => Object.hasOwn(map, name))) return false;
  return names.every((name) => {
    if (propertyNames !== undefined && !isConforming(root, propertyNames, name)) return false;
    const value = (map as Readonly<Record<string, unknown>>)[name];
    if (Object.hasOwn(properties, name)) return isConforming(root, properties[name] ?? {}, value);
    if (typeof additionalProperties === "boolean") return additionalProperties;
    return isConforming(root, additionalProperties, value);
  });
}
