import { podExample } from "../examples/pod.ts";
import { tightFindings } from "../programs/memory.ts";
import { MEMORY_SOURCES } from "../programs/memory-sources.ts";
import { perProgram } from "../programs/per-program.ts";
import { mayTellMemory } from "../programs/whole-gpus.ts";
import type { Rule } from "../rule.ts";

/** The weights fit, and the cache for the longest sequence does not. */
export const gpuMemoryTight: Rule = {
  id: "gpu-memory-tight",
  severity: "warning",
  title: "Model that leaves too little memory for its longest sequence",
  fix: "none",
  about: () => ({
    why: "A server keeps the keys and values of every token in the memory that the weights leave free. vLLM does not start if one sequence of the maximum length does not fit, and the maximum length is the model's own unless an option sets a smaller one.",
    advice: "Serve shorter sequences, split the model over more GPUs, or select GPUs with more memory.",
    sources: MEMORY_SOURCES,
    bad: podExample({ container: argsWith(32768), pod: L4 }),
    good: podExample({ container: argsWith(8192), pod: L4 }),
  }),
  check: perProgram((container, pod, context) =>
    mayTellMemory(container, pod) ? tightFindings(container, pod, context) : [],
  ),
};

function argsWith(length: number): string {
  return `args: [--model, meta-llama/Llama-3.1-8B-Instruct, --max-model-len, "${length}"]`;
}

const L4 = "nodeSelector:\n  nvidia.com/gpu.product: NVIDIA-L4";
