import { GIB } from "../weights/gib.ts";
import type { CacheGeometry, CacheGroup } from "../weights/types.ts";
import { fitRules } from "./data.ts";

/** Sequences, and how their cache is kept. */
export interface CacheQuestion {
  readonly cache: CacheGeometry;
  /** Tokens of each sequence. */
  readonly length: number;
  readonly concurrency: number;
  readonly tensor: number;
  readonly pipeline: number;
  readonly cacheDtype: string | null;
  readonly program: string;
}

/**
 * GiB of cache on each GPU. Tensor parallelism divides the key-value heads, but no GPU has less than one; a compressed (MLA)
 * cache counts as one head, so that each GPU has all of it.
 */
export function cachePerGpu(question: CacheQuestion): number {
  const { tensor, pipeline } = question;
  return sumOfGroups(question, ({ heads }) => Math.max(1 / tensor, 1 / heads) / pipeline);
}

/** GiB of cache of the model as a whole, before it is divided. */
export function cacheInTotal(question: CacheQuestion): number {
  return sumOfGroups(question, () => 1);
}

/** Bytes of a number in the cache, by the flag's value; 2 for a value that is not known. */
function cacheBytes(cacheDtype: string | null): number {
  return bytesByName(cacheDtype) ?? 2;
}

/** Whether a value of the flag is known; nothing is. */
export function isKnownCacheDtype(cacheDtype: string | null): boolean {
  return bytesByName(cacheDtype) !== undefined;
}

/** Whether a program keeps only the window of layers that have one. */
export function keepsWindows(program: string): boolean {
  return fitRules().keep_windows.includes(program);
}

function bytesByName(cacheDtype: string | null): number | undefined {
  const word = cacheDtype?.trim().toLowerCase() ?? "auto";
  return fitRules().cache_dtypes.find(({ names }) => names.includes(word))?.bytes;
}

function sumOfGroups(question: CacheQuestion, part: (group: CacheGroup) => number): number {
  const { cache, length, concurrency, cacheDtype, program } = question;
  if (cache.kind === "none") return 0;
  const windows = keepsWindows(program);
  const numbers = cache.groups.reduce((sum, group) => {
    const tokens = windows && group.window !== null ? Math.min(length, group.window) : length;
    return sum + group.layers * group.heads * group.width * tokens * part(group);
  }, 0);
  return (numbers * concurrency * cacheBytes(cacheDtype)) / GIB;
}
