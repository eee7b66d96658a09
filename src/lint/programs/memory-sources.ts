/** What the rules about memory rest on. */
export const MEMORY_SOURCES = [
  {
    title: "vLLM: conserving memory",
    url: "https://docs.vllm.ai/en/latest/configuration/conserving_memory.html",
  },
  {
    title: "vLLM: the memory that it takes (vllm/config/cache.py)",
    url: "https://github.com/vllm-project/vllm/blob/main/vllm/config/cache.py",
  },
  {
    title: "KAITO: how much memory a model takes",
    url: "https://github.com/kaito-project/kaito/blob/main/presets/workspace/generator/model-sku-calculation.md",
  },
  {
    title: "llm-d-planner: measured memory of vLLM",
    url: "https://github.com/llm-d-incubation/llm-d-planner/blob/main/docs/empirical-vllm-memory-results.md",
  },
] as const;
