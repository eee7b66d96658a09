import { ownOf } from "../../../kernel/own.ts";
import { isParamCount } from "../param-count.ts";
import type { SizeRange } from "../types.ts";
import { attentionParams, hiddenOf } from "./attention.ts";
import { familyTable, isOneOf } from "./family.ts";
import { feedForwardParams } from "./feed-forward.ts";
import { type ConfigFields, countOf, fieldOf, fieldsOf, flagOf, textOf } from "./fields.ts";
import { memoryOfLayers } from "./layers.ts";
import { layerCount, specialLayers } from "./special-layers.ts";

/** The number of parameters, or what the config would have to say. */
export type CountedParams =
  | {
      readonly ok: true;
      /** In 1e9; `likely` with the part that sees images. */
      readonly params: SizeRange;
    }
  | { readonly ok: false; readonly missing: readonly string[] };

/** More layers than this see no images. */
const MOST_VISION_LAYERS = 1000;

/**
 * Counts the parameters of a model by its geometry: matrices only, without biases and norms (below 0.1 %), and without the
 * layers that predict further tokens (MTP), which programs load only on request.
 * @param root the config as a whole
 * @param text its part that describes the layers that write text
 */
export function countParams(root: ConfigFields, text: ConfigFields): CountedParams {
  const special = specialLayers(root, text);
  if (special !== null) return { ok: false, missing: [`the number of parameters: ${special}`] };
  const layers = layerCount(text);
  const hidden = hiddenOf(text);
  const vocabulary = vocabularyOf(text);
  if (layers === null || hidden === null || vocabulary === null)
    return {
      ok: false,
      missing: [
        ...(layers === null ? ["num_hidden_layers"] : []),
        ...(hidden === null ? ["hidden_size"] : []),
        ...(vocabulary === null ? ["vocab_size"] : []),
      ],
    };
  const counted = paramsOfLayers(text, layers);
  if (!counted.ok) return counted;
  const embeddings = vocabulary * hidden * (isTied(root, text) ? 1 : 2) + positionParams(text, hidden);
  const least = (counted.sum + embeddings) / 1e9;
  const likely = least + visionParams(root) / 1e9;
  return isParamCount(likely)
    ? { ok: true, params: { least, likely } }
    : { ok: false, missing: ["a plausible number of parameters"] };
}

function paramsOfLayers(
  text: ConfigFields,
  layers: number,
): { readonly ok: true; readonly sum: number } | { readonly ok: false; readonly missing: readonly string[] } {
  let sum = 0;
  for (const [index, memory] of memoryOfLayers(text, layers).entries()) {
    const attention = attentionParams(text, memory);
    const feedForward = feedForwardParams(text, index);
    if (attention === null || feedForward === null)
      return {
        ok: false,
        missing: [
          ...(attention === null ? [missingOfAttention(memory)] : []),
          ...(feedForward === null ? ["intermediate_size"] : []),
        ],
      };
    sum += attention + feedForward;
  }
  return { ok: true, sum };
}

function missingOfAttention(memory: string): string {
  return memory === "state"
    ? "linear_num_key_heads and the other sizes of linear attention"
    : "num_attention_heads and head_dim";
}

function vocabularyOf(text: ConfigFields): number | null {
  const usual = ownOf(familyTable().vocabulary, textOf(text, "model_type") ?? "");
  return countOf(text, "vocab_size", "padded_vocab_size") ?? usual ?? null;
}

function isTied(root: ConfigFields, text: ConfigFields): boolean {
  const stated = flagOf(text, "tie_word_embeddings") ?? flagOf(root, "tie_word_embeddings");
  return isOneOf(text, "encoders") || (stated ?? isOneOf(text, "tied"));
}

function positionParams(text: ConfigFields, hidden: number): number {
  if (!isOneOf(text, "learned_positions") && !isOneOf(text, "encoders")) return 0;
  return (countOf(text, "max_position_embeddings", "n_positions") ?? 0) * hidden;
}

/** Parameters of the part that sees images, roughly; 0 where there is none. */
function visionParams(root: ConfigFields): number {
  const vision = fieldsOf(fieldOf(root, "vision_config"));
  if (vision === null) return 0;
  const layers = countOf(vision, "depth", "num_hidden_layers", "vt_num_hidden_layers") ?? 0;
  const hidden = countOf(vision, "embed_dim", "hidden_size", "vt_hidden_size") ?? 0;
  const width = countOf(vision, "intermediate_size", "vt_intermediate_size") ?? 4 * hidden;
  return Math.min(layers, MOST_VISION_LAYERS) * hidden * (4 * hidden + 2 * width);
}
