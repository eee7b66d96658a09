/** What published configs say, without what no size follows from. The names are those of rows. */

type Config = Readonly<Record<string, unknown>>;

function dense(
  model_type: string,
  [num_hidden_layers, hidden_size, intermediate_size, num_attention_heads, num_key_value_heads]: readonly [
    number,
    number,
    number,
    number,
    number,
  ],
  vocab_size: number,
  rest: Config = {},
): Config {
  return {
    model_type,
    num_hidden_layers,
    hidden_size,
    intermediate_size,
    num_attention_heads,
    num_key_value_heads,
    vocab_size,
    torch_dtype: "bfloat16",
    ...rest,
  };
}

const LATENT = { kv_lora_rank: 512, qk_rope_head_dim: 64, qk_nope_head_dim: 128, v_head_dim: 128 };

const DEEPSEEK_V3 = {
  ...LATENT,
  q_lora_rank: 1536,
  n_routed_experts: 256,
  n_shared_experts: 1,
  moe_intermediate_size: 2048,
  first_k_dense_replace: 3,
  moe_layer_freq: 1,
  num_nextn_predict_layers: 1,
  quantization_config: { quant_method: "fp8", weight_block_size: [128, 128] },
};

const LINEAR = { linear_num_key_heads: 16, linear_key_head_dim: 128, linear_value_head_dim: 128 };

const alternating = (count: number) =>
  Array.from({ length: count }, (_, index) => (index % 2 === 0 ? "sliding_attention" : "full_attention"));

const GPT_OSS = {
  head_dim: 64,
  sliding_window: 128,
  quantization_config: { quant_method: "mxfp4", modules_to_not_convert: ["lm_head"] },
};

export const CONFIGS: Readonly<Record<string, Config>> = {
  "meta-llama/Llama-2-7b-hf": dense("llama", [32, 4096, 11008, 32, 32], 32000),
  "meta-llama/Llama-2-13b-hf": dense("llama", [40, 5120, 13824, 40, 40], 32000),
  "meta-llama/Llama-2-70b-hf": dense("llama", [80, 8192, 28672, 64, 8], 32000),
  "meta-llama/Meta-Llama-3-8B": dense("llama", [32, 4096, 14336, 32, 8], 128256),
  "meta-llama/Llama-3.1-70B-Instruct": dense("llama", [80, 8192, 28672, 64, 8], 128256, {
    max_position_embeddings: 131072,
  }),
  "meta-llama/Llama-3.1-405B-Instruct": dense("llama", [126, 16384, 53248, 128, 8], 128256),
  "meta-llama/Llama-3.2-1B-Instruct": dense("llama", [16, 2048, 8192, 32, 8], 128256, {
    tie_word_embeddings: true,
  }),
  "meta-llama/Llama-4-Scout-17B-16E-Instruct": {
    model_type: "llama4",
    text_config: dense("llama4_text", [48, 5120, 8192, 40, 8], 202048, {
      head_dim: 128,
      num_local_experts: 16,
      interleave_moe_layer_step: 1,
      intermediate_size_mlp: 16384,
    }),
  },
  "meta-llama/Llama-4-Maverick-17B-128E-Instruct": {
    model_type: "llama4",
    text_config: dense("llama4_text", [48, 5120, 8192, 40, 8], 202048, {
      head_dim: 128,
      num_local_experts: 128,
      interleave_moe_layer_step: 2,
      intermediate_size_mlp: 16384,
    }),
  },
  "Qwen/Qwen2.5-0.5B-Instruct": dense("qwen2", [24, 896, 4864, 14, 2], 151936, { tie_word_embeddings: true }),
  "Qwen/Qwen2.5-7B-Instruct": dense("qwen2", [28, 3584, 18944, 28, 4], 152064, {
    sliding_window: 4096,
    use_sliding_window: false,
    max_window_layers: 28,
  }),
  "Qwen/Qwen2.5-72B-Instruct": dense("qwen2", [80, 8192, 29568, 64, 8], 152064),
  "Qwen/Qwen3-30B-A3B": dense("qwen3_moe", [48, 2048, 6144, 32, 4], 151936, {
    head_dim: 128,
    num_experts: 128,
    moe_intermediate_size: 768,
    decoder_sparse_step: 1,
    mlp_only_layers: [],
  }),
  "Qwen/Qwen3-Next-80B-A3B-Instruct": dense("qwen3_next", [48, 2048, 5120, 16, 2], 151936, {
    ...LINEAR,
    head_dim: 256,
    full_attention_interval: 4,
    linear_num_value_heads: 32,
    num_experts: 512,
    moe_intermediate_size: 512,
    shared_expert_intermediate_size: 512,
    decoder_sparse_step: 1,
  }),
  "Qwen/Qwen3.5-27B": {
    model_type: "qwen3_5",
    tie_word_embeddings: false,
    text_config: dense("qwen3_5_text", [64, 5120, 17408, 24, 4], 248320, {
      ...LINEAR,
      head_dim: 256,
      attn_output_gate: true,
      full_attention_interval: 4,
      linear_num_value_heads: 48,
    }),
    vision_config: { depth: 27, hidden_size: 1152, intermediate_size: 4304 },
  },
  "mistralai/Mistral-7B-Instruct-v0.3": dense("mistral", [32, 4096, 14336, 32, 8], 32768),
  "mistralai/Mixtral-8x7B-Instruct-v0.1": dense("mixtral", [32, 4096, 14336, 32, 8], 32000, {
    num_local_experts: 8,
  }),
  "mistralai/Mixtral-8x22B-Instruct-v0.1": dense("mixtral", [56, 6144, 16384, 48, 8], 32768, {
    num_local_experts: 8,
  }),
  "deepseek-ai/DeepSeek-V3": dense("deepseek_v3", [61, 7168, 18432, 128, 128], 129280, DEEPSEEK_V3),
  "deepseek-ai/DeepSeek-V2": dense("deepseek_v2", [60, 5120, 12288, 128, 128], 102400, {
    ...LATENT,
    q_lora_rank: 1536,
    n_routed_experts: 160,
    n_shared_experts: 2,
    moe_intermediate_size: 1536,
    first_k_dense_replace: 1,
  }),
  "deepseek-ai/DeepSeek-V2-Lite": dense("deepseek_v2", [27, 2048, 10944, 16, 16], 102400, {
    ...LATENT,
    q_lora_rank: null,
    n_routed_experts: 64,
    n_shared_experts: 2,
    moe_intermediate_size: 1408,
    first_k_dense_replace: 1,
  }),
  "moonshotai/Kimi-K2-Instruct": dense("kimi_k2", [61, 7168, 18432, 64, 64], 163840, {
    ...DEEPSEEK_V3,
    n_routed_experts: 384,
    first_k_dense_replace: 1,
  }),
  "zai-org/GLM-5": dense("glm_moe_dsa", [78, 6144, 12288, 64, 64], 154880, {
    ...LATENT,
    qk_nope_head_dim: 192,
    v_head_dim: 256,
    q_lora_rank: 2048,
    n_routed_experts: 256,
    n_shared_experts: 1,
    moe_intermediate_size: 2048,
    first_k_dense_replace: 3,
    index_n_heads: 32,
    index_head_dim: 128,
  }),
  "google/gemma-7b": dense("gemma", [28, 3072, 24576, 16, 16], 256000, { head_dim: 256 }),
  "google/gemma-2-9b-it": dense("gemma2", [42, 3584, 14336, 16, 8], 256000, {
    head_dim: 256,
    sliding_window: 4096,
    max_position_embeddings: 8192,
  }),
  "google/gemma-3-27b-it": {
    model_type: "gemma3",
    text_config: {
      model_type: "gemma3_text",
      num_hidden_layers: 62,
      hidden_size: 5376,
      intermediate_size: 21504,
      num_attention_heads: 32,
      num_key_value_heads: 16,
      head_dim: 128,
      sliding_window: 1024,
    },
    torch_dtype: "bfloat16",
  },
  "google/gemma-4-26B-A4B-it": {
    model_type: "gemma4",
    text_config: dense("gemma4_text", [30, 2816, 2112, 16, 8], 262144, {
      head_dim: 256,
      global_head_dim: 512,
      num_global_key_value_heads: 2,
      attention_k_eq_v: true,
      num_experts: 128,
      moe_intermediate_size: 704,
      sliding_window: 1024,
      hidden_size_per_layer_input: 0,
      layer_types: Array.from({ length: 30 }, (_, index) =>
        index % 6 === 5 ? "full_attention" : "sliding_attention",
      ),
    }),
  },
  "openai/gpt-oss-20b": dense("gpt_oss", [24, 2880, 2880, 64, 8], 201088, {
    ...GPT_OSS,
    num_local_experts: 32,
    layer_types: alternating(24),
  }),
  "openai/gpt-oss-120b": dense("gpt_oss", [36, 2880, 2880, 64, 8], 201088, {
    ...GPT_OSS,
    num_local_experts: 128,
    layer_types: alternating(36),
  }),
  "MiniMaxAI/MiniMax-M2": dense("minimax_m2", [62, 3072, 1536, 48, 8], 200064, {
    head_dim: 128,
    num_local_experts: 256,
    attn_type_list: Array(62).fill(1),
    shared_intermediate_size: 0,
    quantization_config: { quant_method: "fp8" },
  }),
  "CohereForAI/c4ai-command-r-v01": dense("cohere", [40, 8192, 22528, 64, 64], 256000),
  "microsoft/phi-2": dense("phi", [32, 2560, 10240, 32, 32], 51200),
  "bigcode/starcoder2-7b": dense("starcoder2", [32, 4608, 18432, 36, 4], 49152),
  "EleutherAI/pythia-6.9b": dense("gpt_neox", [32, 4096, 16384, 32, 32], 50432),
  "tiiuae/falcon-7b-instruct": {
    model_type: "falcon",
    num_hidden_layers: 32,
    hidden_size: 4544,
    num_attention_heads: 71,
    multi_query: true,
    vocab_size: 65024,
  },
  "BAAI/bge-large-en-v1.5": dense("bert", [24, 1024, 4096, 16, 16], 30522, {
    max_position_embeddings: 512,
    torch_dtype: "float32",
  }),
};
