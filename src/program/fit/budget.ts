import type { GpuBudget } from "./types.ts";

/** GiB that a GPU holds: weights, cache, activations and buffers. */
export function usedGib({
  weights,
  overhead,
  cache,
}: Pick<GpuBudget, "weights" | "overhead" | "cache">): number {
  return weights.likely + overhead + (cache ?? 0);
}

/** GiB of a GPU that weights and overhead leave at least; negative if they exceed it. */
export function freeGib({
  usable,
  weights,
  overhead,
}: Pick<GpuBudget, "usable" | "weights" | "overhead">): number {
  return usable.low - weights.likely - overhead;
}
