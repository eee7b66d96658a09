import type { ErrorObject } from "ajv";
import { quoted, wordList } from "../problem.ts";
import type { CustomWords } from "./finding.ts";
import { LIST_KEYS } from "./keywords.ts";

/** The words for a number, a length or a count that is not within its limits; null for other errors. */
export function limitWords(error: ErrorObject, name: string): CustomWords | null {
  const { limit, multipleOf, i, j, comparison } = error.params as Readonly<Record<string, number | string>>;
  const range = (message: string, advice: string): CustomWords => ({
    code: "out-of-range",
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
        error.data === "" ? "is an empty text" : `has fewer than ${limit} letters`,
        "write more, or leave the field out",
      );
    case "maxLength":
      return range(`has more than ${limit} letters`, "shorten it");
    case "minItems":
      return range(
        Array.isArray(error.data) && error.data.length === 0
          ? "is an empty list"
          : `has fewer than ${limit} items`,
        "add an item, or leave the field out",
      );
    case "maxItems":
    case "additionalItems":
      return range(`has more than ${limit} items`, "take some out");
    case "minProperties":
      return range(`has fewer than ${limit} fields`, "add a field, or leave it out");
    case "maxProperties":
      return range(`has more than ${limit} fields`, "take some out");
    case "uniqueItems":
      return {
        code: "wrong-value",
        message: `${name} says the same in its items ${Math.min(Number(i), Number(j))} and ${Math.max(Number(i), Number(j))}, counted from 0`,
        advice: "take one out",
      };
    case LIST_KEYS:
      return listKeyWords(error, name);
    default:
      return null;
  }
}

function bound(comparison: string): string {
  return { ">=": "at least", "<=": "at most", ">": "more than", "<": "less than" }[comparison] ?? comparison;
}

function listKeyWords({ params }: ErrorObject, name: string): CustomWords {
  const { keys, first, second } = params as { keys: readonly string[]; first: number; second: number };
  return {
    code: "wrong-value",
    message: `${name} has two items, ${first} and ${second} counted from 0, with the same ${wordList(keys.map(quoted), "and")}`,
    advice: "items are told apart by that: change one, or take it out",
  };
}
