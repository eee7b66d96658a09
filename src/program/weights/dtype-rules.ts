import { lazy } from "../../kernel/lazy.ts";
import { type DtypeRow, dtypeTable } from "./data.ts";
import type { Dtype } from "./types.ts";

/** What is said about how a program loads a model. */
export interface LoadingFlags {
  /** Value of `--dtype`. */
  readonly dtype?: string | null | undefined;
  /** Value of `--quantization` or `--quantize`. */
  readonly quantization?: string | null | undefined;
  /** Key of the program: the same word means 8 bits to one program and 4 to another. */
  readonly program?: string | null | undefined;
}

/** The form in which weights are in memory. */
export interface LoadedAs {
  readonly dtype: Dtype;
  /** Bytes of a parameter at least, where they may be fewer than those of the dtype; null otherwise. */
  readonly leastBytes: number | null;
  /** True where a flag, the name or the checkpoint says it; false where it is assumed. */
  readonly stated: boolean;
}

const HALF: ReadonlySet<Dtype> = new Set<Dtype>(["bf16", "fp16"]);
const QUANTIZED: ReadonlySet<Dtype> = new Set<Dtype>(["fp8", "int8", "int4", "nvfp4", "mxfp4"]);

/** Whether parameters of two dtypes are equally large: the two of 16 bits are. */
export function isSameSize(one: Dtype, other: Dtype): boolean {
  return one === other || (HALF.has(one) && HALF.has(other));
}

/** Whether parameters of a dtype are stored in 8 bits or fewer. */
export function isQuantized(dtype: Dtype): boolean {
  return QUANTIZED.has(dtype);
}

const inNames = lazy(() => ({
  unknown: asToken(dtypeTable().unknown_in_names),
  known: dtypeTable().dtypes.map((row) => ({ key: row.key, pattern: asToken(row.in_names) })),
}));

/**
 * How a model is loaded. A quantization in the name wins, because such a checkpoint cannot be loaded otherwise (`gptq` says
 * 4 bits, `GPTQ-Int8` 8); then `--quantization`, a quantized checkpoint, `--dtype`, and last the checkpoint's own dtype.
 * @param name as `modelName` gives it; empty where there is none
 * @param published dtype of the checkpoint; null where not known
 * @returns null where a word is not known, and where nothing says how many bits the checkpoint has
 */
export function loadedAs(name: string, flags: LoadingFlags, published: Dtype | null): LoadedAs | null {
  const named = dtypeInName(name);
  const asked = dtypeOfQuantization(flags);
  const cast = dtypeOfFlag(flags.dtype);
  if (named === "unknown" || asked === "unknown" || cast === "unknown") return null;
  if (named !== null && isQuantized(named)) return stated(named);
  if (asked !== null && asked !== "checkpoint") return stated(asked);
  const quantized = published !== null && isQuantized(published);
  if (quantized && named === null) return stated(published);
  if (asked === "checkpoint") return null;
  const unquantized = cast ?? named ?? published;
  if (unquantized === null) return { dtype: "bf16", leastBytes: null, stated: false };
  // vLLM and TEI load a checkpoint of 32 bits with 16 unless --dtype says otherwise.
  return unquantized === "fp32" && cast === null
    ? { dtype: "fp32", leastBytes: rowOf("fp16").least, stated: true }
    : stated(unquantized);
}

function stated(dtype: Dtype): LoadedAs {
  return { dtype, leastBytes: null, stated: true };
}

function dtypeInName(name: string): Dtype | "unknown" | null {
  const { unknown, known } = inNames();
  if (unknown.test(name)) return "unknown";
  return known.find(({ pattern }) => pattern.test(name))?.key ?? null;
}

function dtypeOfQuantization({
  quantization,
  program,
}: LoadingFlags): Dtype | "checkpoint" | "unknown" | null {
  const { nothing, of_programs, dtypes, checkpoint_decides } = dtypeTable();
  const word = wordOf(quantization);
  if (nothing.includes(word)) return null;
  const own = of_programs.find((row) => row.program === program && row.quantization === word);
  if (own !== undefined) return own.dtype;
  if (checkpoint_decides.includes(word)) return "checkpoint";
  return dtypes.find((row) => row.quantization?.includes(word))?.key ?? "unknown";
}

function dtypeOfFlag(dtype: string | null | undefined): Dtype | "unknown" | null {
  const { nothing, dtypes } = dtypeTable();
  const word = wordOf(dtype);
  if (nothing.includes(word)) return null;
  return dtypes.find((row) => row.dtype_flags?.includes(word))?.key ?? "unknown";
}

/** The row of a dtype in `dtypes.yaml`. */
export function rowOf(dtype: Dtype): DtypeRow {
  const row = dtypeTable().dtypes.find(({ key }) => key === dtype);
  if (row === undefined) throw new Error(`dtypes.yaml has no row for ${dtype}`);
  return row;
}

function wordOf(flag: string | null | undefined): string {
  return flag?.trim().toLowerCase() ?? "";
}

function asToken(pattern: string): RegExp {
  return new RegExp(`(?:^|[-_.])(?:${pattern})(?:[-_.]|$)`);
}
