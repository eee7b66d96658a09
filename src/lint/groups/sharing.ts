import type { RuleGroup } from "../group.ts";

/** Parts of GPUs and claims. */
export const SHARING_RULES: RuleGroup = {
  title: "Parts of GPUs and claims",
  rules: [],
};
