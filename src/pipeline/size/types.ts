import type { SplitFit } from "../../program/fit/counts.ts";
import type { GpuMaker } from "../../program/support/data.ts";
import type { SupportNote } from "../../program/support/supports.ts";
import type { Weights } from "../../program/weights/types.ts";

/** How a program loads a model and what it serves. */
export interface SizeLoad {
  /** Key of the program: `vllm`. */
  readonly program: string;
  /** Value of the program's flag for the dtype; null where the program chooses. */
  readonly dtype: string | null;
  /** Value of the program's flag for the quantization; null for none. */
  readonly quantization: string | null;
  /** Longest request with its answer, in tokens; null for the model's own. */
  readonly context: number | null;
  /** Requests of that length at the same time. */
  readonly concurrency: number;
  /** Share of the memory, above 0 and up to 1; null for the program's default. */
  readonly fraction: number | null;
  /** Value of the program's flag for the cache's dtype; null for the default. */
  readonly cacheDtype: string | null;
}

/** GPUs that a manifest states: those that divide each layer, and groups of them that divide the layers. */
export interface StatedSplit {
  readonly tensor: number;
  readonly pipeline: number;
}

/** A model in a program, for which GPUs are looked for. */
export interface SizeQuestion {
  /** The model as the user names it; null where only its size or config is given. */
  readonly asked: string | null;
  readonly weights: Weights;
  readonly load: SizeLoad;
  /** What a manifest divides it by; null where nothing does. */
  readonly stated: StatedSplit | null;
}

/** A GPU model with the nodes that have it. */
export interface GpuChoice {
  readonly gpu: string;
  readonly vendor: GpuMaker;
  /** Nominal; null where not known. */
  readonly memoryGib: number | null;
  readonly arch: "arm64" | null;
  /** GPUs of a node, fewest first; empty where no source says. */
  readonly perNode: readonly number[];
  /** Pods take all GPUs of a node there, so that other numbers do not exist. */
  readonly wholeNodes: boolean;
}

/**
 * `fits`: the length fits for certain. `tight`: the weights load, but the length may not fit. `does-not-fit`: no number of
 * GPUs that exists holds the weights. `does-not-run`: the program does not run there. `unknown-memory`: no source says how much
 * memory the GPU has.
 */
export type SizeVerdict = "fits" | "tight" | "does-not-fit" | "does-not-run" | "unknown-memory";

/** The result for one GPU model. */
export interface SizeRow extends GpuChoice {
  readonly verdict: SizeVerdict;
  /** Most GPUs of a node that were counted with. */
  readonly largestNode: number;
  /** The fewest GPUs on which the length fits for certain; null where none does. */
  readonly fits: SplitFit | null;
  /** The fewest on which the weights load at all, where these are fewer; null otherwise. */
  readonly tight: SplitFit | null;
  /** With the GPUs that a manifest states; null where it states none, and where the program does not run. */
  readonly stated: SplitFit | null;
  /** The memory that programs can use is estimated from the nominal one. */
  readonly isEstimated: boolean;
  /** Whether the program runs there: `unknown` if no source says. */
  readonly runs: "yes" | "probably-not" | "no" | "unknown";
  /** What is different there. */
  readonly notes: readonly SupportNote[];
  /** Why it does not fit or run, or probably not, or why that is unknown: a sentence without its full stop. Null for none. */
  readonly reason: string | null;
  /** What the GPU has of that which the reason asks for: `7.0`, `gfx908`. */
  readonly has: string | null;
  /** Where the reason was read. */
  readonly sources: readonly string[];
}

/** GPUs of a vendor that are not looked at, and why: a sentence without its full stop. */
export interface LeftOutVendor {
  readonly vendor: GpuMaker;
  readonly reason: string;
}

/** The answer for one model in one program. */
export interface SizeTable {
  readonly question: SizeQuestion;
  /**
   * Those where the length fits first, then tight ones, then the others; within these one node before several, and by the
   * memory of all their GPUs.
   */
  readonly rows: readonly SizeRow[];
  readonly leftOut: readonly LeftOutVendor[];
  /** Assumptions for all GPUs, a short line each. */
  readonly assumed: readonly string[];
}
