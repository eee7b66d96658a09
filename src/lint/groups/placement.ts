import { autopilotSelectorRejected } from "../rules/autopilot-selector-rejected.ts";
import { deprecatedNodeLabel } from "../rules/deprecated-node-label.ts";
import { gpuCountExceedsNode } from "../rules/gpu-count-exceeds-node.ts";
import { gpuHelperNotTolerating } from "../rules/gpu-helper-not-tolerating.ts";
import { gpuLabelPairMissing } from "../rules/gpu-label-pair-missing.ts";
import { gpuLabelUnknown } from "../rules/gpu-label-unknown.ts";
import { gpuModelMissing } from "../rules/gpu-model-missing.ts";
import { gpuModelUnknown } from "../rules/gpu-model-unknown.ts";
import { gpuNodeName } from "../rules/gpu-node-name.ts";
import { gpuSelectorConflict } from "../rules/gpu-selector-conflict.ts";
import { gpuSelectorNotLaunched } from "../rules/gpu-selector-not-launched.ts";
import { gpuSelectorVendorConflict } from "../rules/gpu-selector-vendor-conflict.ts";
import { gpuSpotTolerationMissing } from "../rules/gpu-spot-toleration-missing.ts";
import { gpuTolerationMissing } from "../rules/gpu-toleration-missing.ts";
import { gpuTolerationMisspelt } from "../rules/gpu-toleration-misspelt.ts";
import { gpuTolerationWithoutGpu } from "../rules/gpu-toleration-without-gpu.ts";
import { kindFieldRejected } from "../rules/kind-field-rejected.ts";
import { nodeAffinityInvalid } from "../rules/node-affinity-invalid.ts";
import { runtimeClassNotOnPlatform } from "../rules/runtime-class-not-on-platform.ts";
import { spotCheckpointTime } from "../rules/spot-checkpoint-time.ts";
import { spotGracePeriod } from "../rules/spot-grace-period.ts";
import type { RuleGroup } from "./group.ts";

/** Where pods go. */
export const PLACEMENT_RULES: RuleGroup = {
  title: "Where pods go",
  rules: [
    gpuTolerationMissing,
    gpuTolerationMisspelt,
    gpuTolerationWithoutGpu,
    gpuHelperNotTolerating,
    gpuModelUnknown,
    gpuModelMissing,
    gpuLabelPairMissing,
    gpuLabelUnknown,
    gpuSelectorVendorConflict,
    gpuSelectorConflict,
    nodeAffinityInvalid,
    gpuSelectorNotLaunched,
    autopilotSelectorRejected,
    gpuCountExceedsNode,
    gpuSpotTolerationMissing,
    spotGracePeriod,
    spotCheckpointTime,
    gpuNodeName,
    kindFieldRejected,
    runtimeClassNotOnPlatform,
    deprecatedNodeLabel,
  ],
};
