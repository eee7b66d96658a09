/**
 * GPUs that a node with this `gke-accelerator` value can have, from GKE's machine tables. On Autopilot these are
 * also the only numbers that a pod may ask for: it rejects others.
 */
export const GKE_COUNTS: Readonly<Record<string, readonly number[]>> = {
  "nvidia-tesla-k80": [1, 2, 4, 8],
  "nvidia-tesla-p100": [1, 2, 4],
  "nvidia-tesla-p4": [1, 2, 4],
  "nvidia-tesla-v100": [1, 2, 4, 8],
  "nvidia-tesla-t4": [1, 2, 4],
  "nvidia-tesla-a100": [1, 2, 4, 8, 16],
  "nvidia-a100-80gb": [1, 2, 4, 8],
  "nvidia-l4": [1, 2, 4, 8],
  "nvidia-h100-80gb": [1, 2, 4, 8],
  "nvidia-h100-mega-80gb": [8],
  "nvidia-h200-141gb": [8],
  "nvidia-b200": [8],
  "nvidia-gb200": [4],
  "nvidia-gb300": [4],
  "nvidia-rtx-pro-6000": [1, 2, 4, 8],
};

/** The values that Autopilot offers. */
export const AUTOPILOT_MODELS: readonly string[] = [
  "nvidia-gb300",
  "nvidia-gb200",
  "nvidia-b200",
  "nvidia-h200-141gb",
  "nvidia-h100-80gb",
  "nvidia-h100-mega-80gb",
  "nvidia-a100-80gb",
  "nvidia-tesla-a100",
  "nvidia-rtx-pro-6000",
  "nvidia-l4",
  "nvidia-tesla-t4",
];
