import type { OptionSpec } from "../shared/command.ts";
import { OUTPUT } from "../shared/shared-options.ts";

const MODEL = "The model:";
const LOAD = "How it is served:";
const WHERE = "Which GPUs:";

/** The options of `gpuify size`. */
export const SIZE_OPTIONS: readonly OptionSpec[] = [
  {
    long: "--params",
    value: "NUMBER",
    group: MODEL,
    help: "number of parameters: 70B, 0.5B, 7000M, 1.5T",
  },
  {
    long: "--config",
    value: "FILE",
    group: MODEL,
    help: "the model's config.json, as model hubs publish it; MODEL is then optional",
  },
  {
    long: "--filename",
    short: "-f",
    value: "PATH",
    many: true,
    group: MODEL,
    help: "size the models that these manifests load, instead of MODEL; - for standard input",
  },

  {
    long: "--program",
    value: "NAME",
    group: LOAD,
    help: "vllm (default), sglang, tgi or trtllm",
  },
  {
    long: "--dtype",
    value: "NAME",
    group: LOAD,
    help: "bfloat16, float16 or float32 (default: as published)",
  },
  {
    long: "--quantization",
    value: "NAME",
    group: LOAD,
    help: "awq, gptq, fp8, bitsandbytes …, if the program quantizes the model or loads a quantized checkpoint",
  },
  {
    long: "--context",
    value: "TOKENS",
    group: LOAD,
    help: "longest request with its response: 8192, 32k (32000), 32K (32768) (default: the model's maximum)",
  },
  {
    long: "--concurrency",
    value: "N",
    group: LOAD,
    help: "concurrent requests of that length (1)",
  },
  {
    long: "--fraction",
    value: "SHARE",
    group: LOAD,
    help: "share of the GPU memory that the program uses, such as 0.95 (the program's default)",
  },
  {
    long: "--training",
    value: "full|lora|qlora",
    group: LOAD,
    help: "estimate what training needs on each GPU, instead of serving",
  },

  {
    long: "--platform",
    value: "NAME",
    group: WHERE,
    help: "only GPU models of this platform: gke, eks, aks …",
  },
  { long: "--gpu", value: "MODEL", group: WHERE, help: "only this GPU model: h100, l4, mi300x …" },

  {
    long: "--explain",
    group: OUTPUT,
    help: "show the formula with its numbers, the assumptions and the sources",
  },
  { long: "--output", short: "-o", value: "text|json", group: OUTPUT, help: "json for scripts" },
];
