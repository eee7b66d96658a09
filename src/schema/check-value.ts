import { Ajv, type ValidateFunction } from "ajv";
import type { JsonSchema } from "./json-schema.ts";
import { problemOf } from "./translate.ts";
import type { ValueDiagnostic } from "./value-diagnostic.ts";

/** Tells what is wrong with a value; nothing for a value that is as the schema says. */
type ValueChecker = (value: unknown) => readonly ValueDiagnostic[];

/**
 * A check of values by a schema (draft-07): what is wrong, in the user's words; empty when nothing is. All problems are
 * reported, one for each place. The check never throws for bad values; a schema that is none is a bug, and throws.
 *
 * Whoever needs this imports it when there is something to check: ajv is larger than all the rest that a run needs.
 */
export function valueChecker(schema: JsonSchema): ValueChecker {
  const validate = compile(schema);
  return (value) => {
    if (validate(value)) return [];
    const problems = (validate.errors ?? [])
      .filter(({ keyword }) => keyword !== "propertyNames")
      .map((error) => problemOf(schema, value, error));
    return onePerPlace(problems);
  };
}

function compile(schema: JsonSchema): ValidateFunction {
  // Checking the schema itself, and shortening the code, cost more than they bring: a test does the former.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    inlineRefs: false,
    meta: false,
    validateSchema: false,
    logger: false,
    code: { optimize: false },
  });
  ajv.addVocabulary(["patternErrorMessage", "enumDescriptions"]);
  const { $schema: _, ...rest } = schema;
  return ajv.compile(rest);
}

/** Of several complaints about one place the first says enough. */
function onePerPlace(problems: readonly ValueDiagnostic[]): readonly ValueDiagnostic[] {
  const seen = new Set<string>();
  return problems.filter(({ path, at, code, subject }) => {
    const key = JSON.stringify([path, at, code === "missing-key" ? subject : null]);
    return !seen.has(key) && seen.add(key);
  });
}
