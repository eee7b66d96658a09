import type { RuleGroup } from "./group.ts";
import { LIFECYCLE_RULES } from "./groups/lifecycle.ts";
import { PLACEMENT_RULES } from "./groups/placement.ts";
import { RESOURCE_RULES } from "./groups/resources.ts";
import { RUNTIME_RULES } from "./groups/runtime.ts";
import { SCHEMA_RULES } from "./groups/schema.ts";
import { SHARING_RULES } from "./groups/sharing.ts";
import { SUPPRESSION_RULES } from "./groups/suppression.ts";
import type { Rule } from "./rule.ts";

/** All rules, by what they are about. */
export const RULE_GROUPS: readonly RuleGroup[] = [
  RESOURCE_RULES,
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
