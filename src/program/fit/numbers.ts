/** An amount as people read it: one digit after the point, two below 1, and more only below 0.01. */
export function numberOf(amount: number): string {
  const size = Math.abs(amount);
  if (size >= 1) return amount.toFixed(1);
  return size >= 0.01 || size === 0 ? amount.toFixed(2) : amount.toPrecision(1);
}

/** GiB as people read them: `32.9 GiB`. */
export function gib(amount: number): string {
  return `${numberOf(amount)} GiB`;
}
