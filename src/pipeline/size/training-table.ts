import type { TrainingMethod } from "../../program/fit/data.ts";
import { type TrainingMemory, trainingMemory } from "../../program/fit/training-memory.ts";
import type { Weights } from "../../program/weights/types.ts";

/** What each GPU holds in a training run on this many GPUs. */
export interface TrainingRow {
  readonly gpus: number;
  /** Each GPU holds everything. */
  readonly alone: TrainingMemory;
  /** Null for adapters, which are too small to split. */
  readonly zero2: TrainingMemory | null;
  readonly zero3: TrainingMemory;
}

/** A model that is trained, before activations. */
export interface TrainingTable {
  readonly weights: Weights;
  readonly method: TrainingMethod;
  readonly rows: readonly TrainingRow[];
}

/** Numbers of GPUs that are shown: of one node, and of up to eight with eight each. */
const COUNTS = [1, 2, 4, 8, 16, 32, 64];

/** What training takes on each GPU, by the number of GPUs and how they share it. */
export function trainingTable(weights: Weights, method: TrainingMethod): TrainingTable {
  const params = weights.params.likely;
  const rows = COUNTS.map((gpus): TrainingRow => {
    const memory = (sharding: "none" | "zero2" | "zero3"): TrainingMemory =>
      trainingMemory({ params, method, sharding, gpus });
    return {
      gpus,
      alone: memory("none"),
      zero2: method === "full" ? memory("zero2") : null,
      zero3: memory("zero3"),
    };
  });
  return { weights, method, rows };
}
