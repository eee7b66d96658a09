import type { Rule } from "../rule.ts";
import type { RuleGroup } from "./group.ts";
import { LIFECYCLE_RULES } from "./lifecycle.ts";
import { PLACEMENT_RULES } from "./placement.ts";
import { PROGRAM_RULES } from "./programs.ts";
import { RESOURCE_RULES } from "./resources.ts";
import { RUNTIME_RULES } from "./runtime.ts";
import { SCHEMA_RULES } from "./schema.ts";
import { SHARING_RULES } from "./sharing.ts";
import { SUPPRESSION_RULES } from "./suppression.ts";

/** All rules, by what they are about. */
export const RULE_GROUPS: readonly RuleGroup[] = [
  RESOURCE_RULES,
  PROGRAM_RULES,
  SHARING_RULES,
  PLACEMENT_RULES,
  LIFECYCLE_RULES,
  RUNTIME_RULES,
  SCHEMA_RULES,
  SUPPRESSION_RULES,
];

/** Every rule. A test holds this list and the folder `rules/` together. */
export const RULES: readonly Rule[] = RULE_GROUPS.flatMap(({ rules }) => rules);

/** Rules about GPUs, as against those about schemas and suppressions: what `patch` holds its own work against. */
export const GPU_RULES: readonly Rule[] = RULE_GROUPS.filter(
  (group) => group !== SCHEMA_RULES && group !== SUPPRESSION_RULES,
).flatMap(({ rules }) => rules);
