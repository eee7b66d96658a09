import type { SchemaError } from "../../schema/schema-error.ts";
import { problemsOf } from "../../schema/translate.ts";
import type { ValueDiagnostic } from "../../schema/value-diagnostic.ts";
import { CONFIG_SCHEMA } from "./config-schema.ts";

/** What is wrong with the form of a config, in the user's words. Imported where something is. */
export function formProblems(value: unknown, errors: readonly SchemaError[]): readonly ValueDiagnostic[] {
  return problemsOf(CONFIG_SCHEMA, value, errors);
}
