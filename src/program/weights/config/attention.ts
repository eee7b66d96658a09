import { isOneOf } from "./family.ts";
import { type ConfigFields, countFromZero, countOf, flagOf } from "./fields.ts";
import type { LayerMemory } from "./layers.ts";

/** The heads of a layer's attention. */
export interface AttentionShape {
  readonly heads: number;
  readonly kvHeads: number;
  /** Numbers of a head's key. */
  readonly keyWidth: number;
  /** Numbers of a head's value. */
  readonly valueWidth: number;
}

/** The ranks of attention whose cache is compressed (MLA). */
export interface LatentShape {
  readonly kvRank: number;
  readonly queryRank: number | null;
  /** Numbers of a head's key with and without position. */
  readonly rope: number;
  readonly nope: number;
  readonly valueWidth: number;
}

/** Attention heads of all layers; null where the config does not say. */
export function headsOf(fields: ConfigFields): number | null {
  return countOf(fields, "num_attention_heads", "n_head", "n_heads");
}

/** The size of a token's state between the layers; null where the config does not say. */
export function hiddenOf(fields: ConfigFields): number | null {
  return countOf(fields, "hidden_size", "n_embd", "d_model");
}

/** The heads of a layer, which may differ between those with a window and those without; null where not known. */
export function attentionShape(fields: ConfigFields, memory: LayerMemory): AttentionShape | null {
  const heads = headsOf(fields);
  const hidden = hiddenOf(fields);
  const own = memory === "window" ? "swa_" : "global_";
  const keyWidth =
    countOf(fields, `${own}head_dim`, "head_dim") ??
    (heads !== null && hidden !== null && hidden % heads === 0 ? hidden / heads : null);
  if (heads === null || keyWidth === null) return null;
  const ownHeads = memory === "window" ? "swa_num_key_value_heads" : "num_global_key_value_heads";
  const kvHeads =
    countOf(fields, ownHeads, "num_key_value_heads", "num_kv_heads", "multi_query_group_num") ??
    (flagOf(fields, "multi_query") === true ? 1 : heads);
  const valueWidth =
    (memory === "window" ? countOf(fields, "swa_v_head_dim") : null) ??
    countOf(fields, "v_head_dim") ??
    keyWidth;
  return { heads, kvHeads, keyWidth, valueWidth };
}

/** The ranks of compressed attention; null for other attention. */
export function latentShape(fields: ConfigFields): LatentShape | null {
  const kvRank = countOf(fields, "kv_lora_rank");
  const rope = countOf(fields, "qk_rope_head_dim");
  const nope = countOf(fields, "qk_nope_head_dim");
  const valueWidth = countOf(fields, "v_head_dim");
  if (kvRank === null || rope === null || nope === null || valueWidth === null) return null;
  return { kvRank, queryRank: countOf(fields, "q_lora_rank"), rope, nope, valueWidth };
}

/** Parameters of one layer's attention; null where the config does not say enough. */
export function attentionParams(fields: ConfigFields, memory: LayerMemory): number | null {
  const hidden = hiddenOf(fields);
  if (hidden === null) return null;
  if (memory === "state") return linearParams(fields, hidden);
  const latent = latentShape(fields);
  if (latent !== null) return latentParams(fields, hidden, latent);
  const shape = attentionShape(fields, memory);
  return shape === null ? null : headParams(fields, hidden, shape, memory);
}

function headParams(
  fields: ConfigFields,
  hidden: number,
  { heads, kvHeads, keyWidth, valueWidth }: AttentionShape,
  memory: LayerMemory,
): number {
  const isGated = flagOf(fields, "attn_output_gate") ?? isOneOf(fields, "gated_queries");
  const keyIsValue = memory === "full" && flagOf(fields, "attention_k_eq_v") === true;
  const queries = heads * keyWidth * (isGated ? 2 : 1);
  const values = keyIsValue ? 0 : kvHeads * valueWidth;
  return hidden * (queries + kvHeads * keyWidth + values + heads * valueWidth);
}

function latentParams(fields: ConfigFields, hidden: number, latent: LatentShape): number | null {
  const heads = headsOf(fields);
  if (heads === null) return null;
  const { kvRank, queryRank, rope, nope, valueWidth } = latent;
  const queries = heads * (nope + rope);
  const query = queryRank === null ? hidden * queries : queryRank * (hidden + queries);
  const keyValue = hidden * (kvRank + rope) + kvRank * heads * (nope + valueWidth);
  return query + keyValue + heads * valueWidth * hidden + indexerParams(fields, hidden, queryRank ?? hidden);
}

/** The part that chooses tokens in sparse attention (DeepSeek V3.2, GLM-5). */
function indexerParams(fields: ConfigFields, hidden: number, queryRank: number): number {
  const heads = countFromZero(fields, "index_n_heads") ?? 0;
  const width = countFromZero(fields, "index_head_dim") ?? 0;
  return queryRank * heads * width + hidden * (width + heads);
}

/** Linear attention as in Qwen3-Next and Qwen3.5 (gated delta net). */
function linearParams(fields: ConfigFields, hidden: number): number | null {
  const keyHeads = countOf(fields, "linear_num_key_heads");
  const keyWidth = countOf(fields, "linear_key_head_dim");
  const valueHeads = countOf(fields, "linear_num_value_heads");
  const valueWidth = countOf(fields, "linear_value_head_dim");
  if (keyHeads === null || keyWidth === null || valueHeads === null || valueWidth === null) return null;
  const keys = keyHeads * keyWidth;
  const values = valueHeads * valueWidth;
  const convolution = (countOf(fields, "linear_conv_kernel_dim") ?? 0) * (2 * keys + values);
  return hidden * (2 * keys + 3 * values + 2 * valueHeads) + convolution;
}
