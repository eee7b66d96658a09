import { mayStartCounted } from "../../workload/programs/first-look.ts";
import { podExample } from "../examples/pod.ts";
import { tooSmallFindings } from "../programs/memory.ts";
import { hasPatchedCommand } from "../programs/patched-command.ts";
import { mayTellMemory } from "../programs/whole-gpus.ts";
import { perContainer, type Rule } from "../rule.ts";

/** The weights alone are larger than what the GPUs have. */
export const gpuMemoryTooSmall: Rule = {
  id: "gpu-memory-too-small",
  severity: "error",
  title: "Model larger than the memory of its GPUs",
  fix: "none",
  about: () => ({
    why: "All weights have to be in the memory of the GPUs that the model is split over, and CUDA reports less than the number in a GPU's name. Where the weights alone are larger the server ends while it loads, at every start.",
    advice:
      "Split the model over more GPUs, select GPUs with more memory, or load smaller (quantized) weights.",
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
    bad: podExample({ container: ARGS, pod: "nodeSelector:\n  nvidia.com/gpu.product: NVIDIA-L4" }),
    good: podExample({ container: ARGS, pod: "nodeSelector:\n  nvidia.com/gpu.product: NVIDIA-H200" }),
  }),
  check: perContainer((container, pod, context) => {
    if (
      !mayTellMemory(container, pod) ||
      !mayStartCounted(container.view) ||
      hasPatchedCommand(container.view, pod)
    )
      return [];
    return tooSmallFindings(container, pod, context);
  }),
};

const ARGS = 'args: [--model, Qwen/Qwen3-32B, --max-model-len, "8192"]';
