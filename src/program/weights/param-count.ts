/** Numbers of parameters are in 1e9 everywhere; these are the units that people write them in. */
export const PARAM_UNITS: Readonly<Record<"b" | "m" | "t", number>> = { b: 1, m: 1e-3, t: 1e3 };

/** No model has more parameters, in 1e9: a larger number was misread. */
const MOST_PARAMS = 100_000;

/** True for a number of parameters, in 1e9, that a model can have. */
export function isParamCount(params: number): boolean {
  return params > 0 && params <= MOST_PARAMS;
}

/** `70B`, `0.5B`, `7000M` or `1.5T` in 1e9; null for anything else, and for more than any model has. */
export function paramCount(text: string): number | null {
  const [, digits = "", unit = ""] = /^(\d{1,12}(?:\.\d{1,12})?)([bmt])$/i.exec(text.trim()) ?? [];
  const params = Number(digits) * (PARAM_UNITS[unit.toLowerCase() as keyof typeof PARAM_UNITS] ?? 0);
  return isParamCount(params) ? params : null;
}
