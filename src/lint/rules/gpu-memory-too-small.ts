import { podExample } from "../examples/pod.ts";
import { tooSmallFindings } from "../programs/memory.ts";
import { MEMORY_SOURCES } from "../programs/memory-sources.ts";
import { perProgram } from "../programs/per-program.ts";
import { mayTellMemory } from "../programs/whole-gpus.ts";
import type { Rule } from "../rule.ts";

/** The weights alone are larger than what the GPUs have. */
export const gpuMemoryTooSmall: Rule = {
  id: "gpu-memory-too-small",
  severity: "error",
  title: "Model larger than the memory of its GPUs",
  fix: "none",
  about: () => ({
    why: "All weights have to be in the memory of the GPUs that the model is split over, and CUDA reports less memory than the number in a GPU's name. If the weights alone are larger, the server fails while it loads them, at every start.",
    advice:
      "Split the model over more GPUs, select GPUs with more memory, or load smaller (quantized) weights.",
    sources: MEMORY_SOURCES,
    bad: podExample({ container: ARGS, pod: "nodeSelector:\n  nvidia.com/gpu.product: NVIDIA-L4" }),
    good: podExample({ container: ARGS, pod: "nodeSelector:\n  nvidia.com/gpu.product: NVIDIA-H200" }),
  }),
  check: perProgram((container, pod, context) =>
    mayTellMemory(container, pod) ? tooSmallFindings(container, pod, context) : [],
  ),
};

const ARGS = 'args: [--model, Qwen/Qwen3-32B, --max-model-len, "8192"]';
