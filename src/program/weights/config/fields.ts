import { ownOf } from "../../../kernel/own.ts";

/** A map of JSON whose values may be anything. */
export type ConfigFields = Readonly<Record<string, unknown>>;

/** No model has more layers, heads or tokens. */
const LARGEST = 1e8;

/** A JSON value as a map; null for anything else. */
export function fieldsOf(value: unknown): ConfigFields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as ConfigFields)
    : null;
}

/** The value of a field; undefined if there is none, and for inherited properties. */
export function fieldOf(fields: ConfigFields, name: string): unknown {
  return ownOf(fields, name);
}

/** The first of the names that holds a whole number above 0; null for none. */
export function countOf(fields: ConfigFields, ...names: readonly string[]): number | null {
  for (const name of names) {
    const value = fieldOf(fields, name);
    if (typeof value === "number" && Number.isInteger(value) && value > 0 && value <= LARGEST) return value;
  }
  return null;
}

/** A number that may be 0; null for none. */
export function countFromZero(fields: ConfigFields, name: string): number | null {
  return fieldOf(fields, name) === 0 ? 0 : countOf(fields, name);
}

/** A text in lower case; null for none. */
export function textOf(fields: ConfigFields, name: string): string | null {
  const value = fieldOf(fields, name);
  return typeof value === "string" && value.length <= 200 ? value.toLowerCase() : null;
}

/** True or false; null for anything else. */
export function flagOf(fields: ConfigFields, name: string): boolean | null {
  const value = fieldOf(fields, name);
  return typeof value === "boolean" ? value : null;
}

/** Lists of layers are shorter. */
const LONGEST_LIST = 10_000;

/** A list; null for anything else. */
export function listOf(fields: ConfigFields, name: string): readonly unknown[] | null {
  const value = fieldOf(fields, name);
  return Array.isArray(value) && value.length <= LONGEST_LIST ? value : null;
}

/** Maps in which configs of models that also see or hear keep the part that writes text. */
const TEXT_PARTS = [
  "text_config",
  "language_config",
  "llm_config",
  "language_model_config",
  "thinker_config",
];

/** The part of a config that describes the layers that write text. */
export function textPartOf(root: ConfigFields): ConfigFields {
  let part = root;
  for (let depth = 0; depth < 3 && !hasLayers(part); depth += 1) {
    const inner = TEXT_PARTS.map((name) => fieldsOf(fieldOf(part, name))).find((fields) => fields !== null);
    if (inner === undefined || inner === null) return part;
    part = inner;
  }
  return part;
}

function hasLayers(fields: ConfigFields): boolean {
  return countOf(fields, ...LAYER_COUNTS) !== null;
}

/** Names under which configs keep the number of layers. */
export const LAYER_COUNTS = ["num_hidden_layers", "n_layer", "num_layers", "n_layers"] as const;
