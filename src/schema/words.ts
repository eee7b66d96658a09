import { listed, quoted } from "../kernel/words.ts";
import type { TypeName } from "./json-schema.ts";

/** That nothing may be written is not worth a word. */
const EXPECTED: Readonly<Record<TypeName, readonly string[]>> = {
  string: ["text"],
  integer: ["a whole number"],
  number: ["a number"],
  boolean: ["true", "false"],
  array: ["a list"],
  object: ["a map"],
  null: [],
};

/** What a value has to be: `text or a list`. */
export function expectedWords(types: readonly TypeName[]): string {
  return listed(
    types.flatMap((type) => EXPECTED[type]),
    "or",
  );
}

/** What a value is: `text`, `the number 1.5`, `a list`. */
export function foundWords(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return `the number ${value}`;
    case "boolean":
      return `${value}`;
    default:
      return "a map";
  }
}

/** A scalar as the user's token, a collection by its kind. */
export function tokenOf(value: unknown): string {
  if (value === "") return "an empty text";
  return typeof value === "object" && value !== null ? foundWords(value) : quoted(String(value));
}

/** What to do about a value of another type; undefined where nothing better can be said than the message does. */
export function typeAdvice(types: readonly TypeName[], value: unknown): string | undefined {
  if (typeof value === "string") return textAdvice(types, value);
  const takesText = types.includes("string");
  if (takesText && (typeof value === "number" || typeof value === "boolean"))
    return `Put it in quotes: "${value}".`;
  if (typeof value === "number" && types.includes("integer")) return "Leave out what follows the point.";
  if (types.includes("array") && isMap(value)) return "Put `- ` before it, so that it is an item of a list.";
  if (types.includes("array")) return `Write a list: [${String(value)}].`;
  return undefined;
}

const FLAG_WORDS: ReadonlyMap<string, string> = new Map([
  ["yes", "true"],
  ["on", "true"],
  ["no", "false"],
  ["off", "false"],
]);

function textAdvice(types: readonly TypeName[], text: string): string | undefined {
  const flag = types.includes("boolean") ? FLAG_WORDS.get(text.toLowerCase()) : undefined;
  if (flag !== undefined)
    return `Write ${flag}: ${quoted(text)} is text in YAML 1.2, and true or false in 1.1.`;
  const takesNumber = types.includes("integer") || types.includes("number");
  if (takesNumber && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return `Write ${text} without quotes.`;
  if (takesNumber && /^[-+]?0\d+$/.test(text))
    return "Leave out the leading zero: readers of YAML disagree on what it means.";
  if (types.includes("boolean") && /^(?:true|false)$/i.test(text))
    return `Write ${text.toLowerCase()} without quotes.`;
  if (types.includes("array") && text !== "") return `Write a list: ["${text.slice(0, 60)}"].`;
  return undefined;
}

function isMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
