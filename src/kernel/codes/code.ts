import type { Severity } from "./declaration.ts";
import type { Declared } from "./declared.ts";
import type { RuleId } from "./rule-ids.ts";

/** The code of a diagnostic: declared in this folder, or the name of a rule. No other text is one. */
export type Code = keyof Declared | RuleId;

/** Codes that are declared with one of these severities, and rules. */
export type CodeAs<Allowed extends Severity> =
  | { [Name in keyof Declared]: Declared[Name]["severity"] extends Allowed ? Name : never }[keyof Declared]
  | RuleId;
