import { suppressionUnknownRule } from "../rules/suppression-unknown-rule.ts";
import { suppressionUnused } from "../rules/suppression-unused.ts";
import { suppressionWithoutReason } from "../rules/suppression-without-reason.ts";
import type { RuleGroup } from "./group.ts";

/** Suppressions. */
export const SUPPRESSION_RULES: RuleGroup = {
  title: "Suppressions",
  rules: [suppressionUnused, suppressionUnknownRule, suppressionWithoutReason],
};
