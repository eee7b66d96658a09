import type { RuleGroup } from "../group.ts";
import { gpuLimitMissing } from "../rules/gpu-limit-missing.ts";

/** What containers ask for. */
export const RESOURCE_RULES: RuleGroup = {
  title: "What containers ask for",
  rules: [gpuLimitMissing],
};
