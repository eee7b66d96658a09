import type { RuleGroup } from "../group.ts";

/** Rollouts, retries and scaling. */
export const LIFECYCLE_RULES: RuleGroup = {
  title: "Rollouts, retries and scaling",
  rules: [],
};
