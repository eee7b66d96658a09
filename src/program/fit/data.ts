import type { SizeConfidence, SizeSource } from "../weights/types.ts";
import { data as gpus } from "./gpus.yaml";
import { data as rules } from "./rules.yaml";

type RowConfidence = Exclude<SizeConfidence, "stated">;

interface Sourced {
  readonly source: readonly string[];
  readonly confidence: RowConfidence;
}

/** A row of `gpus.yaml`, which explains the fields. */
export interface GpuMemoryRow extends Sourced {
  readonly key: string;
  readonly nominal: number;
  readonly nvml_mib?: number;
  readonly torch_gib: readonly [number, number];
  readonly capability?: string;
  readonly note?: string;
}

/** `gpus.yaml` as a whole. */
export interface GpuMemoryTable {
  readonly sources: Readonly<Record<string, SizeSource>>;
  readonly gpus: readonly GpuMemoryRow[];
  readonly parts: Readonly<Record<"gpu" | "mig", Sourced & { readonly low: number; readonly high: number }>>;
}

/** The share of the memory that a program uses by default. */
export interface MemoryShare {
  /** `total`: the weights have to be within it; `free`: of what the weights leave, for the cache alone. */
  readonly of: "total" | "free";
  readonly low: number;
  readonly high: number;
}

/** What is trained: all parameters, or adapters on frozen weights of 16 (LoRA) or 4 bits (QLoRA). */
export type TrainingMethod = "full" | "lora" | "qlora";

/** `rules.yaml` as a whole. */
export interface FitRules {
  readonly sources: Readonly<Record<string, SizeSource>>;
  readonly shares: readonly (Sourced & MemoryShare & { readonly program: string })[];
  readonly other_share: MemoryShare;
  readonly overhead: Sourced & {
    readonly least_gib: number;
    readonly typical_gib: number;
    readonly typical_of_weights: number;
  };
  readonly cache_dtypes: readonly { readonly names: readonly string[]; readonly bytes: number }[];
  readonly keep_windows: readonly string[];
  readonly dividing: readonly (Sourced & {
    readonly program: string;
    readonly by: "key-value heads" | "nothing";
  })[];
  readonly training: readonly (Sourced & {
    readonly method: TrainingMethod;
    readonly least: number;
    readonly likely: number;
  })[];
}

/** What is known of the memory of GPU models. */
export function gpuMemoryTable(): GpuMemoryTable {
  return gpus() as GpuMemoryTable;
}

/** What programs do with a GPU's memory. */
export function fitRules(): FitRules {
  return rules() as FitRules;
}
