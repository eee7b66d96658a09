import { ownOf } from "../../../kernel/own.ts";
import { familyTable, isOneOf } from "./family.ts";
import { type ConfigFields, countOf, flagOf, listOf, textOf } from "./fields.ts";

/** What a layer remembers: all tokens, a window of them, or a state of constant size. */
export type LayerMemory = "full" | "window" | "state";

/** Names of layers that keep a state instead of a cache. */
const STATES: ReadonlySet<unknown> = new Set(["linear_attention", "mamba", "mamba2", "conv", "recurrent"]);

/** Tokens of the window; null where no layer has one, and where it is as long as the longest sequence. */
export function windowOf(fields: ConfigFields): number | null {
  const window = countOf(fields, "sliding_window", "sliding_window_size");
  const isUsed = flagOf(fields, "use_sliding_window") ?? !isOneOf(fields, "window_off_by_default");
  const longest = countOf(fields, "max_position_embeddings");
  const isShorter = window !== null && (longest === null || window < longest);
  return isUsed && isShorter ? window : null;
}

/** What each of the layers remembers, in order. */
export function memoryOfLayers(fields: ConfigFields, layers: number): readonly LayerMemory[] {
  const named = namedLayers(fields, layers);
  if (named !== null) return named;
  const every = fullEvery(fields);
  const others: LayerMemory = countOf(fields, "full_attention_interval") === null ? "window" : "state";
  const hasWindow = others === "state" || windowOf(fields) !== null;
  return Array.from({ length: layers }, (_, index) => {
    if (!hasWindow) return "full";
    if (every !== null) return (index + 1) % every === 0 ? "full" : others;
    return index < firstWithWindow(fields) ? "full" : "window";
  });
}

function namedLayers(fields: ConfigFields, layers: number): readonly LayerMemory[] | null {
  const types = listOf(fields, "layer_types");
  if (types?.length === layers) return types.map((type) => memoryByName(type, fields));
  const pattern = listOf(fields, "hybrid_layer_pattern");
  if (pattern?.length === layers) return pattern.map((mark) => (mark === 1 ? "window" : "full"));
  return null;
}

function memoryByName(type: unknown, fields: ConfigFields): LayerMemory {
  if (STATES.has(type)) return "state";
  return type === "sliding_attention" && windowOf(fields) !== null ? "window" : "full";
}

function fullEvery(fields: ConfigFields): number | null {
  return (
    countOf(fields, "full_attention_interval", "sliding_window_pattern", "_sliding_window_pattern") ??
    ownOf(familyTable().full_attention_every, textOf(fields, "model_type") ?? "") ??
    null
  );
}

/** Of Qwen2's models with a window, the first layers have none. */
function firstWithWindow(fields: ConfigFields): number {
  return isOneOf(fields, "window_off_by_default") ? (countOf(fields, "max_window_layers") ?? 0) : 0;
}
