import type { OptionSpec } from "./options.ts";

const MODEL = "The model:";
const LOAD = "How it is served:";
const WHERE = "Which GPUs:";
const OUTPUT = "Output:";

/** The options of `gpuify size`. */
export const SIZE_OPTIONS: readonly OptionSpec[] = [
  {
    long: "--params",
    value: "NUMBER",
    group: MODEL,
    help: "its number of parameters: 70B, 0.5B, 7000M, 1.5T",
  },
  {
    long: "--config",
    value: "FILE",
    group: MODEL,
    help: "its own config.json, as hubs publish it beside the weights; the name may then be left out",
  },
  {
    long: "--filename",
    short: "-f",
    value: "PATH",
    many: true,
    group: MODEL,
    help: "the models that the containers of these manifests load, instead of MODEL; - for standard input",
  },

  {
    long: "--program",
    value: "NAME",
    group: LOAD,
    help: "vllm (default), sglang, tgi or trtllm",
  },
  { long: "--dtype", value: "NAME", group: LOAD, help: "bfloat16, float16 or float32 (as published)" },
  {
    long: "--quantization",
    value: "NAME",
    group: LOAD,
    help: "awq, gptq, fp8, bitsandbytes …, where the program quantizes or the checkpoint is another",
  },
  {
    long: "--context",
    value: "TOKENS",
    group: LOAD,
    help: "longest request with its answer: 8192, 32k (32000), 32K (32768); the model's own if not given",
  },
  {
    long: "--concurrency",
    value: "N",
    group: LOAD,
    help: "requests of that length at the same time (1)",
  },
  {
    long: "--fraction",
    value: "SHARE",
    group: LOAD,
    help: "share of the memory that the program takes, such as 0.95 (the program's default)",
  },
  {
    long: "--training",
    value: "full|lora|qlora",
    group: LOAD,
    help: "what training takes on each GPU, for information, instead of what serving takes",
  },

  { long: "--platform", value: "NAME", group: WHERE, help: "only what gke, eks, aks … has" },
  { long: "--gpu", value: "MODEL", group: WHERE, help: "only this model: h100, l4, mi300x …" },

  {
    long: "--explain",
    group: OUTPUT,
    help: "the formula with its numbers, what is assumed, and the sources",
  },
  { long: "--output", short: "-o", value: "text|json", group: OUTPUT, help: "json: for programs" },
];
