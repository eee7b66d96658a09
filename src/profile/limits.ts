/** Most GPUs a pod may ask for: machines hold up to 16, and sharing multiplies that a few times. */
export const MAX_GPUS = 256;

/** Counts are 32-bit integers in the Kubernetes API (kubernetes/api apps/v1 and batch/v1: `int32`). */
export const MAX_COUNT = 2_147_483_647;
