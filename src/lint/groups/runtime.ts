import { autopilotHostAccess } from "../rules/autopilot-host-access.ts";
import { gpuHostDevice } from "../rules/gpu-host-device.ts";
import { gpuPrivileged } from "../rules/gpu-privileged.ts";
import { gpuStartupProbe } from "../rules/gpu-startup-probe.ts";
import { gpuVisibleDevices } from "../rules/gpu-visible-devices.ts";
import { imageLatest } from "../rules/image-latest.ts";
import { shmExceedsMemory } from "../rules/shm-exceeds-memory.ts";
import { shmMissing } from "../rules/shm-missing.ts";
import { shmUnbounded } from "../rules/shm-unbounded.ts";
import type { RuleGroup } from "./group.ts";

/** What containers run with. */
export const RUNTIME_RULES: RuleGroup = {
  title: "What containers run with",
  rules: [
    shmMissing,
    shmExceedsMemory,
    shmUnbounded,
    gpuVisibleDevices,
    gpuPrivileged,
    gpuHostDevice,
    autopilotHostAccess,
    gpuStartupProbe,
    imageLatest,
  ],
};
