import { type LoadedAs, rowOf } from "./dtype-rules.ts";
import type { SizeRange } from "./types.ts";

/** Bytes of a GiB. */
export const GIB = 2 ** 30;

/**
 * GiB of weights in the form in which they are loaded.
 * @param params in 1e9
 */
export function gibOf(params: SizeRange, loaded: LoadedAs): SizeRange {
  const row = rowOf(loaded.dtype);
  const step = row.likely.find(({ up_to_b = Number.POSITIVE_INFINITY }) => params.likely <= up_to_b);
  const leastBytes = loaded.leastBytes ?? row.least;
  return {
    least: gibOfBytes(params.least, leastBytes),
    likely: gibOfBytes(params.likely, Math.max(step?.bytes ?? row.least, leastBytes)),
  };
}

/**
 * GiB of parameters of a given number of bytes.
 * @param params in 1e9
 */
export function gibOfBytes(params: number, bytes: number): number {
  return (params * 1e9 * bytes) / GIB;
}
