import { hiddenOf } from "./attention.ts";
import { isOneOf } from "./family.ts";
import { type ConfigFields, countOf, listOf } from "./fields.ts";

/** The experts of a layer. */
interface Experts {
  readonly count: number;
  /** Numbers between an expert's matrices. */
  readonly width: number;
  /** The same of the experts that work on every token, together. */
  readonly shared: number;
}

/** Parameters of one layer's feed-forward part; null where the config does not say enough. */
export function feedForwardParams(fields: ConfigFields, layer: number): number | null {
  const hidden = hiddenOf(fields);
  if (hidden === null) return null;
  const matrices = isOneOf(fields, "without_gate") || isOneOf(fields, "encoders") ? 2 : 3;
  const dense = denseWidth(fields, hidden);
  const experts = expertsOf(fields);
  if (experts === null || !hasExperts(fields, layer))
    return dense === null ? null : matrices * hidden * dense;
  const beside = isOneOf(fields, "experts_beside_dense") ? (dense ?? 0) : 0;
  const width = experts.count * experts.width + experts.shared + beside;
  return hidden * (matrices * width + experts.count);
}

/** Names under which configs keep the number of experts. */
const EXPERT_COUNTS = ["num_local_experts", "n_routed_experts", "num_experts", "moe_num_experts"] as const;

function expertsOf(fields: ConfigFields): Experts | null {
  const count = countOf(fields, ...EXPERT_COUNTS);
  const width = countOf(fields, "moe_intermediate_size", "intermediate_size", "ffn_hidden_size");
  if (count === null || width === null || count === 1) return null;
  const sharedCount =
    countOf(fields, "n_shared_experts", "moe_num_shared_experts") ??
    (isOneOf(fields, "one_shared_expert") ? 1 : 0);
  const shared =
    countOf(fields, "shared_expert_intermediate_size", "share_expert_dim", "shared_intermediate_size") ??
    sharedCount * width;
  return { count, width, shared };
}

function denseWidth(fields: ConfigFields, hidden: number): number | null {
  const stated = countOf(
    fields,
    "intermediate_size_mlp",
    "dense_intermediate_size",
    "intermediate_size",
    "ffn_hidden_size",
    "n_inner",
  );
  // Configs of GPT-2 and similar models omit it; it is four times the hidden size.
  return stated ?? (isOneOf(fields, "without_gate") ? 4 * hidden : null);
}

/** Whether a layer has experts: in some models the first are dense, in others every second. */
function hasExperts(fields: ConfigFields, layer: number): boolean {
  const marks = listOf(fields, "moe_layer_freq");
  if (marks !== null) return marks[layer] === 1;
  if ((listOf(fields, "mlp_only_layers") ?? []).includes(layer)) return false;
  const step = countOf(fields, "decoder_sparse_step", "interleave_moe_layer_step");
  if (step !== null) return (layer + 1) % step === 0;
  const firstDense = countOf(fields, "first_k_dense_replace", "moe_layer_start_index") ?? 0;
  return layer >= firstDense && layer % (countOf(fields, "moe_layer_freq") ?? 1) === 0;
}
