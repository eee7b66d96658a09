/** A quantity that is not known exactly: `least` is the lower bound, `likely` is used in calculations. */
export interface SizeRange {
  readonly least: number;
  readonly likely: number;
}

/** How a parameter is stored once the program has loaded it; the sizes of each are in `dtypes.yaml`. */
export type Dtype = "fp32" | "bf16" | "fp16" | "fp8" | "int8" | "int4" | "nvfp4" | "mxfp4";

/**
 * How sure a size is: the vendor says it, it was read or computed from the published config or code, a third party says
 * it, or the user stated it.
 */
export type SizeConfidence = "official" | "source-code" | "secondary" | "stated";

/** Layers that cache the same for each token. */
export interface CacheGroup {
  readonly layers: number;
  /** Key-value heads, which tensor parallelism divides; 1 where the cache is compressed (MLA) and kept whole on each GPU. */
  readonly heads: number;
  /** Numbers that one head of one layer keeps for one token: key and value, or the compressed form of both. */
  readonly width: number;
  /** Tokens that these layers remember; null for all. */
  readonly window: number | null;
}

/** What a model caches for each token of a sequence. */
export type CacheGeometry =
  | { readonly kind: "none" }
  | {
      readonly kind: "layers";
      readonly groups: readonly CacheGroup[];
      /** False where other layers keep a state that is not modelled: the cache is at least this large. */
      readonly complete: boolean;
    };

/** What an AI model weighs, and what its cache is made of. */
export interface Weights {
  /** As people know it: `meta-llama/Llama-3.1-8B-Instruct`. */
  readonly name: string;
  /** Where the size comes from: a row of `models.yaml`, the name, a number of parameters, or the model's own config. */
  readonly origin: "row" | "name" | "parameters" | "config";
  /** In 1e9, all experts together. */
  readonly params: SizeRange;
  /** In 1e9: those that work on one token, where experts share the work; null where all do, and where not known. */
  readonly activeParams: number | null;
  /** As loaded. */
  readonly dtype: Dtype;
  /** Whether the checkpoint, its name or a flag says the dtype; otherwise it is assumed. */
  readonly dtypeIsStated: boolean;
  /** GiB of all shards together. */
  readonly gib: SizeRange;
  /** Attention heads, which tensor parallelism has to divide; null where not known. */
  readonly heads: number | null;
  /** Key-value heads; null where not known and where the cache is not kept by heads. */
  readonly kvHeads: number | null;
  /** Null where not known. */
  readonly cache: CacheGeometry | null;
  /** Longest sequence in tokens; null where not known. */
  readonly maxLength: number | null;
  /** Keys of `sizeSource`. */
  readonly sources: readonly string[];
  readonly confidence: SizeConfidence;
}

/** Where a size was read. */
export interface SizeSource {
  readonly repo?: string;
  readonly path?: string;
  readonly commit?: string;
  /** An ISO date. */
  readonly date?: string;
  readonly url?: string;
  readonly note?: string;
}
