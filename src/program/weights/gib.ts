import { type LoadedAs, rowOf } from "./dtype-rules.ts";
import type { SizeRange } from "./types.ts";

/** Bytes of a GiB. */
export const GIB = 2 ** 30;

/**
 * GiB that parameters take.
 * @param params in 1e9
 */
export function gibOf(params: SizeRange, loaded: LoadedAs): SizeRange {
  const row = rowOf(loaded.dtype);
  const step = row.likely.find(({ up_to_b = Number.POSITIVE_INFINITY }) => params.likely <= up_to_b);
  const leastBytes = loaded.leastBytes ?? row.least;
  return {
    least: (params.least * 1e9 * leastBytes) / GIB,
    likely: (params.likely * 1e9 * Math.max(step?.bytes ?? row.least, leastBytes)) / GIB,
  };
}
