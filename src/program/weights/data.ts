import { ownOf } from "../../kernel/own.ts";
import { data as dtypes } from "./dtypes.yaml";
import { data as models } from "./models.yaml";
import { data as nameRules } from "./name-rules.yaml";
import type { Dtype, SizeConfidence, SizeSource } from "./types.ts";

/** The cache of a row of `models.yaml`. */
export type WrittenCache =
  | "none"
  | { readonly layers: number; readonly latent: number }
  | {
      readonly layers: number;
      readonly of_layers?: number;
      readonly heads: number;
      readonly head_dim: number;
      readonly window?: {
        readonly layers: number;
        readonly tokens: number;
        readonly heads: number;
        readonly head_dim: number;
      };
    };

/** A row of `models.yaml`, which explains the fields. */
export interface WeightsRow {
  readonly id: string;
  readonly match: string;
  readonly also?: readonly string[];
  readonly family: string;
  readonly params_b: number;
  readonly active_b?: number;
  readonly dtype: Dtype;
  readonly weights_gib: number;
  readonly weights_from: "kaito" | "measured" | "calc";
  readonly other_dtypes?: Partial<Readonly<Record<Dtype, number>>>;
  readonly heads?: number;
  readonly kv?: WrittenCache;
  readonly max_len?: number;
  readonly max_len_of?: readonly { readonly match: string; readonly max_len: number }[];
  readonly note?: string;
  readonly source: readonly string[];
  readonly confidence: Exclude<SizeConfidence, "stated">;
}

/** A row of `dtypes.yaml`, which explains the fields. */
export interface DtypeRow {
  readonly key: Dtype;
  readonly least: number;
  readonly likely: readonly { readonly up_to_b?: number; readonly bytes: number }[];
  readonly dtype_flags?: readonly string[];
  readonly quantization?: readonly string[];
  readonly in_names: string;
  readonly source: readonly string[];
}

/** `dtypes.yaml` as a whole. */
export interface DtypeTable {
  readonly sources: Readonly<Record<string, SizeSource>>;
  readonly dtypes: readonly DtypeRow[];
  readonly of_programs: readonly {
    readonly program: string;
    readonly quantization: string;
    readonly dtype: Dtype;
    readonly source: readonly string[];
  }[];
  readonly checkpoint_decides: readonly string[];
  readonly nothing: readonly string[];
  readonly unknown_in_names: string;
}

/** A rule of `name-rules.yaml`: a size that the name holds, or a form of name that does not hold it. */
export type NameRule = {
  readonly pattern: string;
  readonly meaning: string;
  readonly source: readonly string[];
  readonly confidence: Exclude<SizeConfidence, "stated">;
} & (
  | { readonly size: "unknown" }
  | {
      readonly size: readonly number[];
      readonly unit: "b" | "m" | "t";
      readonly least: number;
      readonly likely: number;
      readonly least_bytes?: number;
    }
);

/** `models.yaml` as a whole. */
export interface WeightsTable {
  readonly sources: Readonly<Record<string, SizeSource>>;
  readonly models: readonly WeightsRow[];
}

/** `name-rules.yaml` as a whole. */
export interface NameRuleTable {
  readonly sources: Readonly<Record<string, SizeSource>>;
  readonly rules: readonly NameRule[];
  readonly no_whole_model: string;
}

/** The models whose size is known. */
export function weightsTable(): WeightsTable {
  return models() as WeightsTable;
}

/** How weights are stored, and how large a parameter then is. */
export function dtypeTable(): DtypeTable {
  return dtypes() as DtypeTable;
}

/** How names of models state their size. */
export function nameRuleTable(): NameRuleTable {
  return nameRules() as NameRuleTable;
}

/** Where a size was read, by a key of `Weights.sources`; null for a key that no table has. */
export function sizeSource(key: string): SizeSource | null {
  return (
    ownOf(weightsTable().sources, key) ??
    ownOf(dtypeTable().sources, key) ??
    ownOf(nameRuleTable().sources, key) ??
    null
  );
}
