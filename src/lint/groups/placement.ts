import type { RuleGroup } from "../group.ts";
import { gpuTolerationMissing } from "../rules/gpu-toleration-missing.ts";
import { gpuTolerationMisspelt } from "../rules/gpu-toleration-misspelt.ts";
import { gpuTolerationWithoutGpu } from "../rules/gpu-toleration-without-gpu.ts";

/** Where pods go. */
export const PLACEMENT_RULES: RuleGroup = {
  title: "Where pods go",
  rules: [gpuTolerationMissing, gpuTolerationMisspelt, gpuTolerationWithoutGpu],
};
