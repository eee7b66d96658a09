import type { CacheGeometry, CacheGroup } from "../types.ts";
import { attentionShape, latentShape } from "./attention.ts";
import { isOneOf } from "./family.ts";
import { type ConfigFields, countOf } from "./fields.ts";
import { memoryOfLayers, windowOf } from "./layers.ts";
import { layerCount, specialLayers } from "./special-layers.ts";

/**
 * What a model caches, by its config.
 * @param root the config as a whole
 * @param text its part that describes the layers that write text
 * @returns null where that does not say enough
 */
export function cacheOfConfig(root: ConfigFields, text: ConfigFields): CacheGeometry | null {
  if (isOneOf(text, "encoders")) return { kind: "none" };
  const layers = layerCount(text);
  if (layers === null || specialLayers(root, text) !== null) return null;
  const memories = memoryOfLayers(text, layers);
  const numberOf = (memory: string) => memories.filter((own) => own === memory).length;
  const full = groupOf(text, "full", numberOf("full"));
  const window = groupOf(text, "window", numberOf("window"));
  if (full === null || window === null) return null;
  const groups = [full, window].filter((group) => group.layers > 0);
  // Sparse attention keeps an index of the tokens in addition to the cache.
  const complete = numberOf("state") === 0 && countOf(text, "index_head_dim") === null;
  return groups.length === 0 ? null : { kind: "layers", groups, complete };
}

function groupOf(text: ConfigFields, memory: "full" | "window", layers: number): CacheGroup | null {
  const window = memory === "window" ? windowOf(text) : null;
  const latent = latentShape(text);
  if (latent !== null) return { layers, heads: 1, width: latent.kvRank + latent.rope, window };
  const shape = attentionShape(text, memory);
  if (shape === null) return null;
  return { layers, heads: shape.kvHeads, width: shape.keyWidth + shape.valueWidth, window };
}
