import type { Leaf } from "./notes.ts";

/** A comparison of a value of the notes with the row of the catalog that should have it. */
export interface Claim {
  /** Pattern of the paths it is about, as `captures` reads it. */
  readonly fact: string;
  /** True when the catalog has the value, in its place. `names` are what the pattern captured. */
  readonly holds: (value: Leaf["value"], names: Readonly<Record<string, string>>) => boolean;
}

/** A comparison whose value is a text; anything else does not hold. */
export function text(
  fact: string,
  holds: (value: string, names: Readonly<Record<string, string>>) => boolean,
): Claim {
  return { fact, holds: (value, names) => typeof value === "string" && holds(value, names) };
}

/** A comparison of a value of any kind. */
export function value(fact: string, holds: Claim["holds"]): Claim {
  return { fact, holds };
}
