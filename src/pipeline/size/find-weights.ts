import { EXIT, Failure } from "../../kernel/failure.ts";
import { nearest } from "../../kernel/suggest.ts";
import { listed } from "../../kernel/words.ts";
import { weightsOfConfig } from "../../program/weights/config/weights-of-config.ts";
import { dtypeTable } from "../../program/weights/data.ts";
import type { LoadingFlags } from "../../program/weights/dtype-rules.ts";
import type { Weights } from "../../program/weights/types.ts";
import { weightsOf, weightsOfParameters } from "../../program/weights/weights-of.ts";
import { nearestModels } from "./nearest-models.ts";

/** What is said of a model. */
export interface WeightsSaid extends LoadingFlags {
  /** Name on a hub, or path; null where only its size or its config is given. */
  readonly model: string | null;
  /** In 1e9. */
  readonly params: number | null;
  /** The model's own config. */
  readonly config: { readonly file: string; readonly text: string } | null;
}

/** Which file `--config` is for. */
export const CONFIG_ADVICE = "give the config.json that is published with the weights";

/** Configs have some KB, and some 2 MB of labels; what is larger is another file. */
const LONGEST_CONFIG = 8 * 1024 * 1024;

/**
 * What a model weighs: by its own config, the number of its parameters, or its name.
 * @throws Failure (usage) where that is not known, and for words that are no dtype or quantization.
 */
export function findWeights(said: WeightsSaid): Weights {
  assertWords(said);
  const { config, params, model } = said;
  if (config !== null) return byConfig(said, config);
  if (params !== null) return byParameters(said, params);
  const weights = model === null ? null : weightsOf({ ...said, model });
  if (weights === null) throw unknownModel(said);
  return weights;
}

function byConfig(said: WeightsSaid, { file, text }: NonNullable<WeightsSaid["config"]>): Weights {
  if (text.length > LONGEST_CONFIG)
    throw new Failure(EXIT.usage, `"${file}" is too large to be the config of a model`, CONFIG_ADVICE);
  const found = weightsOfConfig(parsed(file, text), said);
  if (found.ok) return { ...found.weights, name: said.model ?? found.weights.name };
  throw new Failure(
    EXIT.usage,
    `"${file}" does not determine the size of the model: it lacks ${found.missing.join(", ")}`,
    said.params === null
      ? "add --params 70B (the number of parameters) or --quantization (how they are stored)"
      : "add --quantization or --dtype (how the parameters are stored)",
  );
}

function parsed(file: string, text: string): unknown {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
  } catch {
    throw noConfig(file, "it is not JSON");
  }
  throw noConfig(file, "it is not a JSON object");
}

function noConfig(file: string, why: string): Failure {
  return new Failure(EXIT.usage, `"${file}" is not the config of a model: ${why}`, CONFIG_ADVICE);
}

function byParameters(said: WeightsSaid, params: number): Weights {
  const weights = weightsOfParameters({ ...said, params });
  if (weights === null) throw unknownDtype(said);
  return said.model === null ? weights : { ...weights, name: said.model };
}

function unknownModel(said: WeightsSaid): Failure {
  const { model } = said;
  const isKnown = model !== null && weightsOf({ model }) !== null;
  if (isKnown) return unknownDtype(said);
  const near = nearestModels(model ?? "");
  const guess = near.length === 0 ? "" : `did you mean ${listed(near, "or")}? If not, `;
  return new Failure(
    EXIT.usage,
    `gpuify does not know the size of "${model ?? ""}"`,
    `${guess}give its size with --params 70B, or its config with --config config.json`,
  );
}

function unknownDtype({ model, quantization }: WeightsSaid): Failure {
  const word = quantization?.trim() ?? "";
  return word === ""
    ? new Failure(
        EXIT.usage,
        `"${model ?? ""}" names a quantization whose bit width gpuify does not know`,
        "leave out the name, and give the quantization with --quantization: awq, fp8 …",
      )
    : new Failure(
        EXIT.usage,
        `--quantization ${word} does not say how many bits a parameter has`,
        "give the model's config with --config config.json, or a quantization such as awq or fp8",
      );
}

/** @throws Failure (usage) for a word that no program has. */
function assertWords({ dtype, quantization }: WeightsSaid): void {
  const { dtypes, of_programs, checkpoint_decides, nothing } = dtypeTable();
  const forDtype = dtypes.flatMap((row) => row.dtype_flags ?? []);
  const forQuantization = [
    ...dtypes.flatMap((row) => row.quantization ?? []),
    ...of_programs.map((row) => row.quantization),
    ...checkpoint_decides,
  ];
  assertWord("--dtype", dtype, [...forDtype, ...nothing], forQuantization);
  assertWord("--quantization", quantization, [...forQuantization, ...nothing], forDtype);
}

function assertWord(
  flag: "--dtype" | "--quantization",
  value: string | null | undefined,
  legal: readonly string[],
  ofOther: readonly string[],
): void {
  const word = value?.trim().toLowerCase() ?? "";
  if (legal.includes(word)) return;
  const other = flag === "--dtype" ? "--quantization" : "--dtype";
  const near = nearest(word, legal);
  const names = legal.filter((name) => name !== "" && name !== "null").sort();
  throw new Failure(
    EXIT.usage,
    `unknown ${flag.slice(2)} "${value ?? ""}"`,
    ofOther.includes(word)
      ? `did you mean ${other} ${word}?`
      : `${near === undefined ? "" : `did you mean ${near}? `}gpuify knows ${names.join(", ")}`,
  );
}
