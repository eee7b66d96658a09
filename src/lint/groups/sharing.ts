import { draClaimMissing } from "../rules/dra-claim-missing.ts";
import { draVersionNotServed } from "../rules/dra-version-not-served.ts";
import { gpuClaimAndLimit } from "../rules/gpu-claim-and-limit.ts";
import { gpuMigNotForModel } from "../rules/gpu-mig-not-for-model.ts";
import { gpuMigResourceOnGke } from "../rules/gpu-mig-resource-on-gke.ts";
import { gpuMigSeveral } from "../rules/gpu-mig-several.ts";
import { gpuSharedSeveral } from "../rules/gpu-shared-several.ts";
import { gpuSliceOutOfRange } from "../rules/gpu-slice-out-of-range.ts";
import type { RuleGroup } from "./group.ts";

/** Parts of GPUs and claims. */
export const SHARING_RULES: RuleGroup = {
  title: "Parts of GPUs and claims",
  rules: [
    gpuSharedSeveral,
    gpuMigNotForModel,
    gpuMigSeveral,
    gpuMigResourceOnGke,
    gpuSliceOutOfRange,
    gpuClaimAndLimit,
    draClaimMissing,
    draVersionNotServed,
  ],
};
