import { CONFIG_SCHEMA } from "../../src/config/form/config-schema.ts";
import { canBeSilenced } from "../../src/kernel/codes/declaration.ts";
import { CODE_GROUPS } from "../../src/kernel/codes/declared.ts";
import { RULES } from "../../src/lint/groups/registry.ts";
import { shownCodes } from "../../src/output/show/codes.ts";
import type { JsonSchema } from "../../src/schema/json-schema.ts";

/**
 * The schema of `gpuify.yaml` as editors get it: the form that the program checks, with the rules of the linter and the
 * other codes that can be silenced by name, so that they are offered while typing. Other names are taken too, by the
 * program with a warning, because a config may be older or newer than it.
 */
export function publishedSchema(): JsonSchema {
  const { lint } = CONFIG_SCHEMA.properties ?? {};
  const rules = lint?.properties?.rules;
  const severity = rules?.additionalProperties;
  if (lint === undefined || rules === undefined || typeof severity !== "object")
    throw new Error("the form has no lint.rules");
  const properties = Object.fromEntries(
    [...RULES, ...silencedCodes()].map(({ id, title, severity: own }) => [
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

/** A refusal stands whatever a config says, so nobody is offered to turn it off. */
function silencedCodes() {
  return shownCodes(CODE_GROUPS)
    .filter(({ declaration }) => canBeSilenced(declaration))
    .map(({ code, declaration: { title, severity } }) => ({ id: code, title, severity }));
}
