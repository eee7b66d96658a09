/** Lengths beyond this are not looked for where a model states no longest one. */
const FURTHEST = 2 ** 24;

/**
 * The longest sequence whose cache has room.
 * @param cacheOf GiB of cache for a length in tokens; never falls with the length
 * @param room GiB
 * @param most the model's longest sequence; null where not known
 * @returns tokens, rounded down to a multiple of 1024, or of 256 below that, unless it is `most`
 */
export function longestWithin(
  cacheOf: (length: number) => number,
  room: number,
  most: number | null,
): number {
  if (room < 0) return 0;
  const end = most ?? FURTHEST;
  if (cacheOf(end) <= room) return end;
  let fits = 0;
  let exceeds = end;
  while (exceeds - fits > 1) {
    const middle = Math.floor((fits + exceeds) / 2);
    if (cacheOf(middle) <= room) fits = middle;
    else exceeds = middle;
  }
  return readable(fits);
}

function readable(tokens: number): number {
  const step = tokens < 1024 ? 256 : 1024;
  return Math.floor(tokens / step) * step;
}
