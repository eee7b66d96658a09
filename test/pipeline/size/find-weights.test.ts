import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/failure.ts";
import { findWeights, type WeightsSaid } from "../../../src/pipeline/size/find-weights.ts";
import { nearestModels } from "../../../src/pipeline/size/nearest-models.ts";
import { SAID } from "./questions.ts";

const CONFIG = {
  model_type: "llama",
  hidden_size: 4096,
  intermediate_size: 14_336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128_256,
  max_position_embeddings: 16_384,
  torch_dtype: "bfloat16",
};

const weigh = (said: Partial<WeightsSaid>) => findWeights({ ...SAID, ...said });
const byConfig = (json: unknown, said: Partial<WeightsSaid> = {}) =>
  weigh({
    config: { file: "config.json", text: typeof json === "string" ? json : JSON.stringify(json) },
    ...said,
  });

function failure(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("what a model weighs", () => {
  test("follows from its own config, whatever its name", () => {
    const weights = byConfig(CONFIG, { model: "acme/assistant" });
    expect(weights).toMatchObject({ name: "acme/assistant", origin: "config", dtype: "bf16", kvHeads: 8 });
    expect(weights.gib.likely).toBeCloseTo(14.96, 1);
    expect(weights.maxLength).toBe(16_384);
    expect(byConfig(CONFIG, { quantization: "fp8" }).gib.likely).toBeLessThan(10);
    expect(byConfig(`\uFEFF${JSON.stringify(CONFIG)}`).kvHeads).toBe(8);
  });

  test("follows from a number of parameters, and the quantization in the name", () => {
    expect(weigh({ params: 70 })).toMatchObject({
      origin: "parameters",
      dtype: "bf16",
      confidence: "stated",
    });
    expect(weigh({ params: 70 }).gib.likely).toBeCloseTo(130.4, 1);
    expect(weigh({ params: 70, model: "acme/ours-awq" })).toMatchObject({
      name: "acme/ours-awq",
      dtype: "int4",
    });
    expect(weigh({ params: 70, quantization: "fp8" }).dtype).toBe("fp8");
  });
});

describe("what is not known", () => {
  test("names both options, and models with such a name", () => {
    const { exitCode, message, advice } = failure(() => weigh({ model: "acme/llama3.1-seventy" }));
    expect(exitCode).toBe(2);
    expect(message).toBe('gpuify does not know the size of "acme/llama3.1-seventy"');
    expect(advice).toContain("did you mean meta-llama/Llama-3.1-");
    expect(advice).toContain("--params 70B");
    expect(advice).toContain("--config config.json");
    expect(failure(() => weigh({ model: "acme/zyx" })).advice).toMatch(/^give its size/);
  });

  test("names what a name leaves open", () => {
    expect(failure(() => weigh({ params: 7, model: "ours.Q4_K_M.gguf" })).message).toContain("bit width");
    expect(failure(() => weigh({ model: "llama3:8b" })).advice).toContain("--params");
  });

  test("names the word that is no dtype or quantization", () => {
    const model = "meta-llama/Llama-3.1-8B-Instruct";
    expect(failure(() => weigh({ model, dtype: "bflaot16" }))).toMatchObject({
      message: 'unknown dtype "bflaot16"',
      advice: expect.stringContaining("did you mean bfloat16?"),
    });
    expect(failure(() => weigh({ model, dtype: "awq" })).advice).toBe("did you mean --quantization awq?");
    expect(failure(() => weigh({ model, quantization: "constructor" })).message).toBe(
      'unknown quantization "constructor"',
    );
    expect(failure(() => weigh({ model, quantization: "compressed-tensors" })).message).toContain(
      "how many bits",
    );
  });

  test.each([
    ["", "it is not JSON"],
    ["{", "it is not JSON"],
    ["[1]", "it is not a JSON object"],
    ["null", "it is not a JSON object"],
    ["7", "it is not a JSON object"],
    ["[".repeat(200_000), "it is not JSON"],
  ])("says of a config %# why it is none", (text, why) => {
    const { exitCode, message } = failure(() => byConfig(text));
    expect(exitCode).toBe(2);
    expect(message).toBe(`"config.json" is not the config of a model: ${why}`);
  });

  test("says what a config lacks, and takes nothing from a prototype", () => {
    expect(failure(() => byConfig({})).message).toContain("it lacks num_hidden_layers, hidden_size");
    const hostile = `{"__proto__": ${JSON.stringify(CONFIG)}, "constructor": {"num_hidden_layers": 1}}`;
    expect(failure(() => byConfig(hostile)).message).toContain("it lacks num_hidden_layers");
    expect(failure(() => byConfig({ ...CONFIG, num_hidden_layers: 1e300 })).exitCode).toBe(2);
    expect(
      failure(() => byConfig({ ...CONFIG, quantization_config: { quant_method: "ours" } })).message,
    ).toContain("quantization_config");
    expect(failure(() => byConfig(" ".repeat(9 * 1024 * 1024))).message).toContain("too large");
  });
});

test("names that are like others", () => {
  expect(nearestModels("meta-llama/Lama-3.1-8B-Instruct")[0]).toBe("meta-llama/Llama-3.1-8B-Instruct");
  expect(nearestModels("")).toEqual([]);
  expect(nearestModels("70b-8b-3.1")).toEqual([]);
});
