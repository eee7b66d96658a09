import { CONFIG_SCHEMA } from "../../src/config/form/config-schema.ts";
import { RULES } from "../../src/lint/registry.ts";
import type { JsonSchema } from "../../src/schema/json-schema.ts";

/**
 * The schema of `gpuify.yaml` as editors get it: the form that the program checks, with the rules of the linter by name,
 * so that they are offered while typing. The program itself takes other names too and warns, because a config may be
 * older or newer than it.
 */
export function publishedSchema(): JsonSchema {
  const { lint } = CONFIG_SCHEMA.properties ?? {};
  const rules = lint?.properties?.rules;
  const severity = rules?.additionalProperties;
  if (lint === undefined || rules === undefined || typeof severity !== "object")
    throw new Error("the form has no lint.rules");
  const properties = Object.fromEntries(
    RULES.map(({ id, title, severity: own }) => [
      id,
      { ...severity, description: `${title} (${own} unless said).` },
    ]),
  );
  const { additionalProperties, ...form } = rules;
  return {
    ...CONFIG_SCHEMA,
    properties: {
      ...CONFIG_SCHEMA.properties,
      lint: {
        ...lint,
        properties: {
          ...lint.properties,
          rules: { ...form, properties, ...(additionalProperties !== undefined && { additionalProperties }) },
        },
      },
    },
  };
}
