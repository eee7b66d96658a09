import { lazy } from "../../kernel/lazy.ts";
import { valueChecker } from "../../schema/check-value.ts";
import type { ValueDiagnostic } from "../../schema/value-diagnostic.ts";
import { CONFIG_SCHEMA } from "./config-schema.ts";

/** A constant: the check by `CONFIG_SCHEMA`, which takes ajv a while to make. */
const check = lazy(() => valueChecker(CONFIG_SCHEMA));

/** What is wrong with the form of a config. Imported where `conforms` does not say yes. */
export function checkForm(value: unknown): readonly ValueDiagnostic[] {
  return check()(value);
}
