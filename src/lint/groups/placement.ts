import type { RuleGroup } from "../group.ts";

/** Where pods go. */
export const PLACEMENT_RULES: RuleGroup = {
  title: "Where pods go",
  rules: [],
};
