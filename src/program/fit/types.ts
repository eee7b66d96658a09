import type { SizeRange, Weights } from "../weights/types.ts";
import type { UsableMemory } from "./usable-memory.ts";

/**
 * `does-not-fit`: the weights alone are larger than the memory, for certain. `tight`: they fit, but with the length that is
 * asked for the program may refuse to start or serve few sequences. `fits` says nothing about speed.
 */
export type FitVerdict = "fits" | "tight" | "does-not-fit";

/** A model in a program on GPUs. */
export interface FitQuestion {
  readonly weights: Weights;
  /** Of each GPU. */
  readonly gpu: UsableMemory;
  /** GPUs that divide each layer. */
  readonly tensor: number;
  /** Groups of GPUs that divide the layers. */
  readonly pipeline: number;
  /** GPUs among which expert parallelism divides the experts: tensor x data; not given: as the rest, by `tensor`. */
  readonly expertGpus?: number | undefined;
  /** Longest sequence in tokens, request and answer; null for the model's own. */
  readonly length: number | null;
  /** Sequences of that length at the same time; 1 is what a program needs to start. */
  readonly concurrency: number;
  /** Share of the memory that the program's flag states, above 0 and up to 1; null for the program's default. */
  readonly fraction: number | null;
  /** Value of the program's flag for the cache's dtype; null for the default, 16 bits. */
  readonly cacheDtype: string | null;
  /** Key of the program: `vllm`. */
  readonly program: string;
}

/** What a GPU has and what it would hold, in GiB. */
export interface GpuBudget {
  /** Of the program's share of the memory. */
  readonly usable: { readonly low: number; readonly high: number };
  readonly weights: SizeRange;
  /** Activations and buffers, as they typically are. */
  readonly overhead: number;
  /** Of all sequences; null where the model's cache is not known. */
  readonly cache: number | null;
  /** Of the low usable memory after likely weights, overhead and cache; negative where it is exceeded. */
  readonly left: number;
}

/** Whether a model fits, and how that was computed. */
export interface Fit {
  readonly verdict: FitVerdict;
  readonly perGpu: GpuBudget;
  /**
   * The longest sequence in tokens that certainly fits at that concurrency, up to the model's longest; a multiple of 1024, or of 256
   * below that. 0 where not even a short one does; null where the model's cache is not known.
   */
  readonly longest: number | null;
  /** `at-least` where the model also keeps a state that is not counted. */
  readonly cacheIs: "none" | "known" | "at-least" | "unknown";
  /** The formula with its numbers, a short line each. */
  readonly steps: readonly string[];
  /** Assumptions where nothing was stated. */
  readonly assumed: readonly string[];
}
