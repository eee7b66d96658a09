import { podExample } from "../examples/pod.ts";
import { maySplit } from "../programs/counts.ts";
import { headFindings } from "../programs/heads.ts";
import { perProgram } from "../programs/per-program.ts";
import type { Rule } from "../rule.ts";

/** Each GPU computes the same number of attention heads. */
export const parallelismNotDivisible: Rule = {
  id: "parallelism-not-divisible",
  severity: "error",
  title: "Tensor parallelism that does not divide the model's heads",
  fix: "none",
  about: () => ({
    why: "Tensor parallelism gives every GPU the same number of attention heads. vLLM, SGLang and text-generation-inference exit with an error if the heads cannot be divided evenly; text-generation-inference also divides the key-value heads.",
    advice: "Start the server with a number of GPUs that divides the heads, and ask for that many.",
    sources: [
      {
        title: "vLLM: attention heads must be divisible (vllm/config/model.py)",
        url: "https://github.com/vllm-project/vllm/blob/main/vllm/config/model.py",
      },
      {
        title: "vLLM: parallelism and scaling",
        url: "https://docs.vllm.ai/en/latest/serving/parallelism_scaling.html",
      },
      {
        title: "text-generation-inference: tensor parallelism",
        url: "https://huggingface.co/docs/text-generation-inference/conceptual/tensor_parallelism",
      },
    ],
    bad: podExample({ container: argsWith(3), gpus: 3 }),
    good: podExample({ container: argsWith(4), gpus: 4 }),
  }),
  check: perProgram((container, pod) => (maySplit(container, pod) ? headFindings(container, pod) : [])),
};

function argsWith(tensor: number): string {
  return `args: [--model, Qwen/Qwen3-8B, --tensor-parallel-size, "${tensor}"]`;
}
