import { isMap, isNames, type Keywords, LIST_KEYS } from "./keywords.ts";

/** Says in words of JSON Schema what Kubernetes adds to it. */
export function takeKubernetesWords(schema: Record<string, unknown>, value: Keywords): void {
  if (value["x-kubernetes-int-or-string"] === true || value.format === "int-or-string") {
    schema.type = ["integer", "string"];
    for (const keyword of ["anyOf", "oneOf"]) if (isIntOrString(schema[keyword])) delete schema[keyword];
  }
  if (value.nullable === true) takeNull(schema);
  if (value["x-kubernetes-list-type"] === "set") schema.uniqueItems = true;
  const keys = value["x-kubernetes-list-map-keys"];
  if (value["x-kubernetes-list-type"] === "map" && isNames(keys)) schema[LIST_KEYS] = keys;
  if (isNames(schema.required)) schema.required = schema.required.filter((name) => !hasDefault(value, name));
}

function isIntOrString(branches: unknown): boolean {
  return (
    Array.isArray(branches) && branches.every(({ type }: Keywords) => type === "integer" || type === "string")
  );
}

function takeNull(schema: Record<string, unknown>): void {
  if (schema.type !== undefined) schema.type = [...new Set([schema.type, "null"].flat())];
  if (Array.isArray(schema.enum)) schema.enum = [...schema.enum, null];
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = schema[keyword];
    if (schema.type === undefined && Array.isArray(branches))
      schema[keyword] = [...branches, { type: "null" }];
  }
}

function hasDefault({ properties }: Keywords, name: string): boolean {
  const field = isMap(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return isMap(field) && field.default !== undefined;
}

/** Closes what the API server would prune (apiextensions `pruning`); what it always knows is added. */
export function closeUnknown(schema: Record<string, unknown>, value: Keywords): void {
  const isObject = schema.properties !== undefined || value.type === "object";
  if (value["x-kubernetes-embedded-resource"] === true) {
    schema.properties = withMeta(schema.properties);
    // The API server asks for both (objectmeta `Validate`).
    const required = isNames(schema.required) ? schema.required : [];
    schema.required = [...new Set([...required, "apiVersion", "kind"])];
  }
  const isOpen = value["x-kubernetes-preserve-unknown-fields"] === true;
  if (isObject && !isOpen && schema.additionalProperties === undefined) schema.additionalProperties = false;
}

const META: Keywords = {
  apiVersion: { type: "string" },
  kind: { type: "string" },
  metadata: { type: "object" },
};

/** Every object has these fields, whatever its schema names, and of metadata a schema may only narrow the names. */
export function withMeta(properties: unknown): Keywords {
  const all: Keywords = { ...META, ...(isMap(properties) ? properties : {}) };
  if (!isMap(all.metadata)) return all;
  const { additionalProperties: _, ...metadata } = all.metadata;
  return { ...all, metadata };
}
