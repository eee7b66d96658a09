/**
 * Quantities as Kubernetes defines them (apimachinery `resource.Quantity`): a decimal number with an optional
 * SI suffix, binary suffix or exponent. Exact: kept as a fraction of big integers, never as a float.
 */
export interface Quantity {
  /** The value is `numerator / denominator`, `denominator` a power of ten or of two products, at least 1. */
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const SUFFIX: Readonly<Record<string, readonly [bigint, bigint]>> = {
  n: [1n, 1_000_000_000n],
  u: [1n, 1_000_000n],
  m: [1n, 1_000n],
  "": [1n, 1n],
  k: [1_000n, 1n],
  M: [1_000_000n, 1n],
  G: [1_000_000_000n, 1n],
  T: [1_000_000_000_000n, 1n],
  P: [1_000_000_000_000_000n, 1n],
  E: [1_000_000_000_000_000_000n, 1n],
  Ki: [1n << 10n, 1n],
  Mi: [1n << 20n, 1n],
  Gi: [1n << 30n, 1n],
  Ti: [1n << 40n, 1n],
  Pi: [1n << 50n, 1n],
  Ei: [1n << 60n, 1n],
};

/** Parses a quantity such as `500m`, `1.5Gi` or `2e3`; null when it is not one. */
export function parseQuantity(text: string): Quantity | null {
  const match = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([eE][+-]?\d{1,3})|([numkMGTPE]|[KMGTPE]i)?)$/.exec(
    text.trim(),
  );
  if (match === null) return null;
  const [, sign, number = "", exponent, suffix = ""] = match;
  const [whole = "", fraction = ""] = number.split(".");
  let numerator = BigInt(whole + fraction || "0") * (sign === "-" ? -1n : 1n);
  let denominator = 10n ** BigInt(fraction.length);
  if (exponent !== undefined) {
    const power = Number(exponent.slice(1));
    if (power >= 0) numerator *= 10n ** BigInt(power);
    else denominator *= 10n ** BigInt(-power);
  } else {
    const [times, over] = SUFFIX[suffix] ?? [1n, 1n];
    numerator *= times;
    denominator *= over;
  }
  return { numerator, denominator };
}

/** Negative, zero or positive as `a` is smaller than, equal to or larger than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The value as a whole number, or null when it has a fraction or is beyond 2^53. */
export function wholeNumber(quantity: Quantity): number | null {
  if (quantity.numerator % quantity.denominator !== 0n) return null;
  const value = quantity.numerator / quantity.denominator;
  return value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER)
    ? null
    : Number(value);
}

/** The value times `factor`, rounded up, as the API server rounds to the unit it stores. */
export function scaledUp(quantity: Quantity, factor: number): number {
  const numerator = quantity.numerator * BigInt(factor);
  const rest = numerator % quantity.denominator;
  return Number(numerator / quantity.denominator + (rest > 0n ? 1n : 0n));
}

/** The sum, in lowest terms. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** The value rounded up to a whole number of the unit's `parts` (1 for whole units, 1000 for thousandths), in lowest terms. */
export function roundedUp(quantity: Quantity, parts: bigint): Quantity {
  if (quantity.denominator === 1n) return quantity;
  const scaled = quantity.numerator * parts;
  const rest = scaled % quantity.denominator;
  return reduced(scaled / quantity.denominator + (rest > 0n ? 1n : 0n), parts);
}

function reduced(numerator: bigint, denominator: bigint): Quantity {
  let [divisor, rest] = [denominator, numerator < 0n ? -numerator : numerator];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}
