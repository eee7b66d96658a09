import type { RuleGroup } from "../group.ts";

/** What containers run with. */
export const RUNTIME_RULES: RuleGroup = {
  title: "What containers run with",
  rules: [],
};
