import type { OpenApi, OpenApiSchema } from "../../../scripts/schema/openapi.ts";
import type { Json, JsonObject } from "./oracle.ts";

const PREFIX = "#/definitions/";

/** A random object of every kind of a version that its OpenAPI definitions allow, with what is required and some of the rest. */
export function synthesize({ definitions }: OpenApi, random: () => number): readonly JsonObject[] {
  return Object.entries(definitions).flatMap(([name, schema]) =>
    (schema["x-kubernetes-group-version-kind"] ?? []).map(({ group, version, kind }): JsonObject => {
      const body = randomValue({ $ref: PREFIX + name }, 0) as JsonObject;
      return { ...body, apiVersion: group === "" ? version : `${group}/${version}`, kind };
    }),
  );

  function randomValue(reference: OpenApiSchema, depth: number): Json {
    const name = reference.$ref?.slice(PREFIX.length) ?? "";
    const schema = definitions[name] ?? reference;
    if (name.endsWith(".Quantity")) return random() < 0.5 ? "500m" : 2;
    if (name.endsWith(".IntOrString")) return random() < 0.5 ? "25%" : 8080;
    if (schema.properties !== undefined) return objectOf(schema, depth);
    switch (schema.type) {
      case "integer":
        return Math.floor(random() * 100);
      case "boolean":
        return random() < 0.5;
      case "array":
        return Array.from({ length: random() < 0.5 ? 1 : 2 }, () =>
          randomValue(schema.items ?? {}, depth + 1),
        );
      case "object":
        return {
          "a/key": schema.additionalProperties ? randomValue(schema.additionalProperties, depth + 1) : 1,
        };
      default:
        return schema.format === "date-time" ? "2026-01-31T08:00:00Z" : "text";
    }
  }

  /** The deeper, the fewer optional fields, so that it ends. */
  function objectOf({ properties = {}, required = [] }: OpenApiSchema, depth: number): JsonObject {
    const chosen = Object.entries(properties).filter(
      ([name]) =>
        required.includes(name) || (depth === 0 && name === "spec") || random() < 0.9 - depth * 0.13,
    );
    return Object.fromEntries(chosen.map(([name, schema]) => [name, randomValue(schema, depth + 1)]));
  }
}
