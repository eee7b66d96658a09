import { mayStartCounted } from "../../workload/programs/first-look.ts";
import { podExample } from "../examples/pod.ts";
import { tightFindings } from "../programs/memory.ts";
import { hasPatchedCommand } from "../programs/patched-command.ts";
import { mayTellMemory } from "../programs/whole-gpus.ts";
import { perContainer, type Rule } from "../rule.ts";

/** The weights fit, and the cache for the longest sequence does not. */
export const gpuMemoryTight: Rule = {
  id: "gpu-memory-tight",
  severity: "warning",
  title: "Model that leaves too little memory for its longest sequence",
  fix: "none",
  about: () => ({
    why: "A server keeps keys and values of every token in the memory that the weights leave. vLLM does not start where one sequence of the longest length has no room, and the longest length is the model's own unless an option says less.",
    advice: "Serve shorter sequences, split the model over more GPUs, or select GPUs with more memory.",
    sources: [
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
    ],
    bad: podExample({ container: argsWith(32768), pod: L4 }),
    good: podExample({ container: argsWith(8192), pod: L4 }),
  }),
  check: perContainer((container, pod, context) => {
    if (
      !mayTellMemory(container, pod) ||
      !mayStartCounted(container.view) ||
      hasPatchedCommand(container.view, pod)
    )
      return [];
    return tightFindings(container, pod, context);
  }),
};

function argsWith(length: number): string {
  return `args: [--model, meta-llama/Llama-3.1-8B-Instruct, --max-model-len, "${length}"]`;
}

const L4 = "nodeSelector:\n  nvidia.com/gpu.product: NVIDIA-L4";
