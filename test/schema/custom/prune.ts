import type { FieldPath } from "../../../src/yaml/tree.ts";

type Raw = Readonly<Record<string, unknown>>;

/**
 * What the API server prunes from an object by a structural schema, written down from its own words (apiextensions
 * `pkg/apiserver/schema/pruning/algorithm.go`) and without a look at how gpuify does it.
 */
export function prunedPaths(schema: unknown, object: unknown): readonly FieldPath[] {
  const found: FieldPath[] = [];
  prune({ ...asMap(schema), "x-kubernetes-embedded-resource": true }, object, [], found);
  return found;
}

function prune(schema: Raw | null, value: unknown, path: FieldPath, found: FieldPath[]): void {
  if (schema === null || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    const items = schema.items === undefined ? null : asMap(schema.items);
    for (const [index, item] of value.entries()) prune(items, item, [...path, index], found);
    return;
  }
  // What is no object to its schema is left for validation to refuse.
  if (schema.type !== "object" && schema.properties === undefined) return;
  const properties = asMap(schema.properties);
  for (const [name, one] of Object.entries(value)) {
    const isMeta =
      schema["x-kubernetes-embedded-resource"] === true && ["apiVersion", "kind", "metadata"].includes(name);
    if (isMeta) continue;
    if (Object.hasOwn(properties, name)) prune(asMap(properties[name]), one, [...path, name], found);
    // The server takes no definition with this; one that has it means it.
    else if (schema.additionalProperties === false) found.push([...path, name]);
    else if (schema.additionalProperties !== undefined)
      prune(
        schema.additionalProperties === true ? null : asMap(schema.additionalProperties),
        one,
        [...path, name],
        found,
      );
    else if (schema["x-kubernetes-preserve-unknown-fields"] !== true) found.push([...path, name]);
  }
}

function asMap(value: unknown): Raw {
  return typeof value === "object" && value !== null ? (value as Raw) : {};
}
