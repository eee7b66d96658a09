/** A schema that ajv takes: known keywords only, each of the right form; no reference leaves it. */
export type Keywords = Readonly<Record<string, unknown>>;

/** Our keyword for the fields that tell the items of a list apart. */
export const LIST_KEYS = "gpuifyListKeys";

/** Our keyword for `uniqueItems`, which ajv compares pair by pair. */
export const UNIQUE = "gpuifyUnique";

/** Our keyword for how many steps a schema takes. */
export const COST = "gpuifyCost";

/** Leaves the recursion at the first thing that no schema may say; never leaves this folder. */
export class NoSchema extends Error {
  readonly advice: string;
  constructor(message: string, advice = "mend the schema, or download it again") {
    super(message);
    this.advice = advice;
  }
}

/** True for a list of texts. */
export function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

/** True for a map of JSON. */
export function isMap(value: unknown): value is Keywords {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
