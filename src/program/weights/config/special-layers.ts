import { familyTable, isOneOf } from "./family.ts";
import { type ConfigFields, countOf, fieldOf, flagOf, LAYER_COUNTS, listOf, textOf } from "./fields.ts";

/** No model has more layers. */
const MOST_LAYERS = 2000;

/** The number of layers; null where the config does not say a plausible one. */
export function layerCount(text: ConfigFields): number | null {
  const layers = countOf(text, ...LAYER_COUNTS);
  return layers !== null && layers <= MOST_LAYERS ? layers : null;
}

/** Why a model's size and cache do not follow from its geometry; null where they do. */
export function specialLayers(root: ConfigFields, text: ConfigFields): string | null {
  if (flagOf(root, "is_encoder_decoder") === true) return "the model has an encoder and a decoder";
  const field = familyTable().fields_not_counted.find((name) => saysSomething(text, name));
  if (field !== undefined) return `its layers differ (${field})`;
  if (listOf(text, "attn_type_list")?.includes(0)) return "its layers differ (attn_type_list)";
  const type = textOf(text, "model_type") ?? textOf(root, "model_type");
  return isOneOf(text, "not_counted") || isOneOf(root, "not_counted")
    ? `it does not follow from the config of ${type}`
    : null;
}

function saysSomething(fields: ConfigFields, name: string): boolean {
  const value = fieldOf(fields, name);
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
