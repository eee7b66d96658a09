import type { CommandRow } from "../shared/command.ts";
import { SIZE_OPTIONS } from "./options.ts";

/** `gpuify size` in the table of commands. */
export const SIZE: CommandRow = {
  name: "size",
  summary: "which GPUs an AI model needs, and how many",
  usage: "[MODEL] [options]",
  operands: [{ name: "model", help: "name on a model hub, such as Qwen/Qwen3-32B" }],
  options: SIZE_OPTIONS,
  examples: [
    {
      line: "gpuify size meta-llama/Llama-3.1-70B-Instruct",
      note: "every GPU model that holds it, and how many of each",
    },
    { line: "gpuify size Qwen/Qwen3-32B --platform gke --context 32k" },
    { line: "gpuify size Qwen/Qwen3-32B --gpu l4 --quantization awq --explain" },
    { line: "gpuify size openai/gpt-oss-120b --program sglang --concurrency 16" },
    { line: "gpuify size --config ./config.json", note: "a model of your own" },
    { line: "gpuify size --params 70B", note: "any model of that size" },
    { line: "gpuify size -f k8s/server.yaml", note: "the models that manifests load" },
    { line: "helm template ./chart | gpuify size -f -" },
    { line: "gpuify size Qwen/Qwen3-32B --training lora", note: "memory that training needs on each GPU" },
    { line: "gpuify size Qwen/Qwen3-32B -o json" },
  ],
  load: async () => (await import("./run.ts")).runSizeCommand,
};
