import type { FitQuestion } from "../../../src/program/fit/types.ts";
import { type UsableMemory, usableMemory } from "../../../src/program/fit/usable-memory.ts";
import type { Weights } from "../../../src/program/weights/types.ts";
import { weightsOf } from "../../../src/program/weights/weights-of.ts";

export function known(model: string, flags: { quantization?: string; dtype?: string } = {}): Weights {
  const weights = weightsOf({ model, ...flags });
  if (weights === null) throw new Error(`${model} is not known`);
  return weights;
}

export function memoryOf(key: string): UsableMemory {
  const memory = usableMemory(key, null);
  if (memory === null) throw new Error(`${key} has no row`);
  return memory;
}

/** vLLM on one GPU, with nothing stated. */
export function question(model: string, gpu: string, rest: Partial<FitQuestion> = {}): FitQuestion {
  return {
    weights: known(model),
    gpu: memoryOf(gpu),
    tensor: 1,
    pipeline: 1,
    length: null,
    concurrency: 1,
    fraction: null,
    cacheDtype: null,
    program: "vllm",
    ...rest,
  };
}
