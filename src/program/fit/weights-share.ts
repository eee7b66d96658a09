import type { SizeRange } from "../weights/types.ts";
import type { FitQuestion } from "./types.ts";

/** Among how many GPUs experts are divided, counting the groups that divide the layers. */
export function expertSpread({ tensor, pipeline, expertGpus }: FitQuestion): number {
  return Math.max(tensor, expertGpus ?? 0) * pipeline;
}

/**
 * GiB of weights on each GPU. With expert parallelism no GPU has less than its part of the whole; likely are the parameters
 * that work on every token divided by tensor parallelism, and the others by expert parallelism.
 */
export function weightsPerGpu(question: FitQuestion): SizeRange {
  const { weights, tensor, pipeline } = question;
  const gpus = tensor * pipeline;
  const spread = expertSpread(question);
  const active =
    weights.activeParams === null ? 1 : Math.min(1, weights.activeParams / weights.params.likely);
  return {
    least: weights.gib.least / spread,
    likely: weights.gib.likely * (active / gpus + (1 - active) / spread),
  };
}
