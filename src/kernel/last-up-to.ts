/** Index of the last of ascending items whose number is at most `limit`; -1 where there is none. */
export function lastUpTo<Item>(
  items: readonly Item[],
  limit: number,
  numberOf: (item: Item) => number,
): number {
  let low = -1;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const item = items[middle];
    if (item !== undefined && numberOf(item) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
