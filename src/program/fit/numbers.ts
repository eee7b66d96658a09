/** An amount as people read it: one digit after the point, two below 1. */
export function numberOf(amount: number): string {
  return amount.toFixed(Math.abs(amount) >= 1 ? 1 : 2);
}

/** A part of a whole as a flag states it: `0.9`, `0.925`. */
export function fractionOf(part: number): string {
  return String(Number(part.toFixed(3)));
}

/** GiB as people read them: `32.9 GiB`. */
export function gib(amount: number): string {
  return `${numberOf(amount)} GiB`;
}
