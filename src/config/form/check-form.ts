import { checkValue } from "../../schema/check-value.ts";
import type { Problem } from "../../schema/problem.ts";
import { CONFIG_SCHEMA } from "./config-schema.ts";

/** What is wrong with the form of a config. Loaded when there is one: the checker is large. */
export function checkForm(config: unknown): readonly Problem[] {
  return checkValue(CONFIG_SCHEMA, config);
}
