import { gpuCountNotParallelism } from "../rules/gpu-count-not-parallelism.ts";
import { gpuCountStandsTwice } from "../rules/gpu-count-stands-twice.ts";
import { gpuMemoryTight } from "../rules/gpu-memory-tight.ts";
import { gpuMemoryTooSmall } from "../rules/gpu-memory-too-small.ts";
import { gpuServerWithoutGpu } from "../rules/gpu-server-without-gpu.ts";
import { parallelismNotDivisible } from "../rules/parallelism-not-divisible.ts";
import type { RuleGroup } from "./group.ts";

/** What programs need of GPUs, by their options and the models that they load. */
export const PROGRAM_RULES: RuleGroup = {
  title: "What programs need",
  rules: [
    gpuCountNotParallelism,
    gpuCountStandsTwice,
    parallelismNotDivisible,
    gpuMemoryTooSmall,
    gpuMemoryTight,
    gpuServerWithoutGpu,
  ],
};
