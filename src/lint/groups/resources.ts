import { autopilotMachineExceeded } from "../rules/autopilot-machine-exceeded.ts";
import { gpuInPodResources } from "../rules/gpu-in-pod-resources.ts";
import { gpuInUnhandledKind } from "../rules/gpu-in-unhandled-kind.ts";
import { gpuLimitMissing } from "../rules/gpu-limit-missing.ts";
import { gpuLimitRange } from "../rules/gpu-limit-range.ts";
import { gpuNoCpuRequest } from "../rules/gpu-no-cpu-request.ts";
import { gpuNoMemoryLimit } from "../rules/gpu-no-memory-limit.ts";
import { gpuOnCoordinator } from "../rules/gpu-on-coordinator.ts";
import { gpuOnInitContainer } from "../rules/gpu-on-init-container.ts";
import { gpuOnSeveralContainers } from "../rules/gpu-on-several-containers.ts";
import { gpuOnSidecar } from "../rules/gpu-on-sidecar.ts";
import { gpuQuantityNotWhole } from "../rules/gpu-quantity-not-whole.ts";
import { gpuQuantitySuffix } from "../rules/gpu-quantity-suffix.ts";
import { gpuQuotaLimits } from "../rules/gpu-quota-limits.ts";
import { gpuRequestNotLimit } from "../rules/gpu-request-not-limit.ts";
import { gpuResourceUnknown } from "../rules/gpu-resource-unknown.ts";
import { gpuRoleWithoutGpu } from "../rules/gpu-role-without-gpu.ts";
import { gpuVendorsMixed } from "../rules/gpu-vendors-mixed.ts";
import type { RuleGroup } from "./group.ts";

/** What containers ask for. */
export const RESOURCE_RULES: RuleGroup = {
  title: "What containers ask for",
  rules: [
    gpuLimitMissing,
    gpuRequestNotLimit,
    gpuQuantityNotWhole,
    gpuQuantitySuffix,
    gpuResourceUnknown,
    gpuInPodResources,
    gpuVendorsMixed,
    gpuOnSeveralContainers,
    gpuOnInitContainer,
    gpuOnSidecar,
    gpuOnCoordinator,
    gpuRoleWithoutGpu,
    gpuNoMemoryLimit,
    gpuNoCpuRequest,
    gpuQuotaLimits,
    gpuLimitRange,
    autopilotMachineExceeded,
    gpuInUnhandledKind,
  ],
};
