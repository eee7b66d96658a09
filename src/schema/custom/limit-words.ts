import type { ErrorObject } from "ajv";
import { listed, quoted } from "../../kernel/words.ts";
import type { FieldText } from "./field-text.ts";
import { LIST_KEYS, UNIQUE } from "./keywords.ts";

/** The words for a number, a length or a count that is not within its limits; null for other errors. */
export function limitWords(error: ErrorObject, name: string): FieldText | null {
  const { limit, multipleOf, comparison } = error.params as Readonly<Record<string, number | string>>;
  const range = (message: string, advice: string): FieldText => ({
    code: "schema-out-of-range",
    message: `${name} ${message}`,
    advice,
  });
  switch (error.keyword) {
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return range(
        `must be ${bound(String(comparison))} ${limit}, found ${String(error.data)}`,
        "change the number",
      );
    case "multipleOf":
      return range(`must be a multiple of ${multipleOf}, found ${String(error.data)}`, "change the number");
    case "minLength":
      return range(
        error.data === "" ? "is an empty text" : `has fewer than ${count(limit, "letter")}`,
        "write more, or leave the field out",
      );
    case "maxLength":
      return range(`has more than ${count(limit, "letter")}`, "shorten it");
    case "minItems":
      return range(
        Array.isArray(error.data) && error.data.length === 0
          ? "is an empty list"
          : `has fewer than ${count(limit, "item")}`,
        "add an item, or leave the field out",
      );
    case "maxItems":
    case "additionalItems":
      return range(`has more than ${count(limit, "item")}`, "take some out");
    case "minProperties":
      return range(`has fewer than ${count(limit, "field")}`, "add a field, or leave it out");
    case "maxProperties":
      return range(`has more than ${count(limit, "field")}`, "take some out");
    default:
      return null;
  }
}

function bound(comparison: string): string {
  return { ">=": "at least", "<=": "at most", ">": "more than", "<": "less than" }[comparison] ?? comparison;
}

/** The two items of a list that an error is about, the earlier first; null for other errors. */
export function twinsIn({ keyword, params }: ErrorObject): readonly [number, number] | null {
  if (keyword !== UNIQUE && keyword !== LIST_KEYS) return null;
  const { i, j } = params as { readonly i: number; readonly j: number };
  return i < j ? [i, j] : [j, i];
}

/** The words for an item that is there already; `name` is that of the later one, `other` that of the earlier. */
export function twinWords({ keyword, params }: ErrorObject, name: string, other: string): FieldText {
  if (keyword === UNIQUE)
    return { code: "schema-wrong-value", message: `${name} is the same as ${other}`, advice: "take one out" };
  const keys = listed((params.said as readonly string[]).map(quoted));
  return {
    code: "schema-wrong-value",
    message: `${name} has the same ${keys} as ${other}`,
    advice: "items are told apart by that: change one, or take it out",
  };
}

function count(limit: unknown, one: string): string {
  return `${String(limit)} ${one}${limit === 1 ? "" : "s"}`;
}
