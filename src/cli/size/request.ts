import type { SaidModel, SizeRequest } from "../../commands/size/request.ts";
import type { TrainingMethod } from "../../program/fit/data.ts";
import { tokenCount } from "../../program/needs/token-count.ts";
import { paramCount } from "../../program/weights/param-count.ts";
import type { RawOptions } from "../shared/command.ts";
import {
  gpuModel,
  isGiven,
  listOf,
  nameOf,
  oneOf,
  textOf,
  usageError,
  wholeNumber,
} from "../shared/values.ts";

/** What people call the programs, and their keys in the rules of memory. */
const PROGRAMS = { vllm: "vllm", sglang: "sglang", tgi: "tgi", trtllm: "tensorrt-llm" } as const;
const NAMES = Object.keys(PROGRAMS) as (keyof typeof PROGRAMS)[];

/** No server handles more requests at the same time. */
const MOST_AT_A_TIME = 100_000;

const OF_MODEL = ["--params", "--config"] as const;
const OF_SERVING = [
  "--program",
  "--dtype",
  "--quantization",
  "--context",
  "--concurrency",
  "--fraction",
] as const;

/**
 * What `gpuify size` was asked for; names of models and GPUs are checked where they are known.
 * @throws Failure (usage) for a value that is none, and for options that mean nothing together.
 */
export function sizeRequest(raw: RawOptions): SizeRequest {
  const shared = {
    platform: nameOf(raw, "--platform"),
    gpu: gpuModel(raw) ?? null,
    format: oneOf(raw, "--output", ["text", "json"]) ?? "text",
    detail: isGiven(raw, "--explain") ? "explained" : "answer",
  } as const;
  const paths = listOf(raw, "--filename");
  if (paths.length > 0) return { ...shared, ...manifestsOf(raw, paths) };
  const model = modelOf(raw);
  const method = oneOf(raw, "--training", ["full", "lora", "qlora"]);
  return method === undefined
    ? { ...shared, kind: "model", model, load: loadOf(raw) }
    : { ...shared, ...trainingOf(raw, model, method) };
}

function modelOf(raw: RawOptions): SaidModel {
  const [name = null] = raw.paths;
  const config = nameOf(raw, "--config");
  const params = paramsOf(raw);
  if (name === null && config === null && params === null)
    throw usageError(
      "no model given",
      "name one, such as meta-llama/Llama-3.1-8B-Instruct, or give --params 70B, --config config.json or -f server.yaml",
    );
  if (name?.trim() === "")
    throw usageError("the name of the model is empty", "name a model, or give --params");
  if (config === "-")
    throw usageError(
      "--config cannot be read from standard input",
      "give the path of the model's config.json",
    );
  return { name, params, config };
}

function loadOf(raw: RawOptions) {
  return {
    program: PROGRAMS[oneOf(raw, "--program", NAMES) ?? "vllm"],
    dtype: nameOf(raw, "--dtype"),
    quantization: nameOf(raw, "--quantization"),
    context: contextOf(raw),
    concurrency: concurrencyOf(raw),
    fraction: fractionOf(raw),
    cacheDtype: null,
  };
}

function trainingOf(raw: RawOptions, model: SaidModel, method: TrainingMethod) {
  const without = [...OF_SERVING, "--platform", "--gpu"].find((long) => isGiven(raw, long));
  if (without !== undefined)
    throw usageError(`${without} does not apply to --training`, `leave out ${without} or --training`);
  return { kind: "training", model, method } as const;
}

function manifestsOf(raw: RawOptions, paths: readonly string[]) {
  const [model] = raw.paths;
  if (model !== undefined)
    throw usageError(
      `-f reads the models from manifests, but "${model}" names one too`,
      "give only one of the two; repeat -f for each manifest",
    );
  const own = ["--training", ...OF_MODEL, ...OF_SERVING.filter((long) => long !== "--concurrency")];
  const given = own.find((long) => isGiven(raw, long));
  if (given !== undefined)
    throw usageError(
      `${given} has no effect with -f: the manifest decides`,
      `leave out ${given}, or name the model instead of -f`,
    );
  const inputs = {
    paths,
    exclude: [],
    gitIgnored: "skip",
    stdinName: null,
    unreadable: "fail",
    commands: raw.commands,
  } as const;
  return { kind: "manifests", inputs, concurrency: concurrencyOf(raw) } as const;
}

function paramsOf(raw: RawOptions): number | null {
  const value = textOf(raw, "--params");
  if (value === undefined) return null;
  const params = paramCount(value);
  if (params !== null) return params;
  throw usageError(
    `--params "${value}" is not a number of parameters`,
    /^\d+(?:\.\d+)?$/.test(value) && Number(value) > 0
      ? `did you mean --params ${value}B? B stands for 1e9, M for 1e6, T for 1e12`
      : "give it as 70B, 0.5B, 7000M or 1.5T",
  );
}

function contextOf(raw: RawOptions): number | null {
  const value = textOf(raw, "--context");
  if (value === undefined) return null;
  const tokens = tokenCount(value);
  if (tokens !== null) return tokens;
  throw usageError(
    `--context "${value}" is not a number of tokens`,
    "give it as 8192, as 32k for 32000, or as 32K for 32768",
  );
}

function concurrencyOf(raw: RawOptions): number {
  return wholeNumber(raw, "--concurrency", 1, MOST_AT_A_TIME) ?? 1;
}

function fractionOf(raw: RawOptions): number | null {
  const value = textOf(raw, "--fraction");
  if (value === undefined) return null;
  const fraction = Number(value);
  if (/^\d*\.?\d+$/.test(value) && fraction > 0 && fraction <= 1) return fraction;
  throw usageError(
    `--fraction "${value}" is not a share of the GPU memory`,
    "give a number above 0 and up to 1, such as --fraction 0.95",
  );
}
