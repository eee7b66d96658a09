import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { weightsTable } from "../../../src/program/weights/data.ts";
import { weightsOf, weightsOfParameters } from "../../../src/program/weights/weights-of.ts";

const gib = (model: string, flags = {}) => weightsOf({ model, ...flags })?.gib;

describe("a model that has a row", () => {
  it("weighs what its files weigh", () => {
    expect(weightsOf({ model: "meta-llama/Llama-3.1-70B-Instruct" })).toMatchObject({
      origin: "row",
      params: { least: 70.55, likely: 70.55 },
      dtype: "bf16",
      gib: { least: 131.41, likely: 131.41 },
      heads: 64,
      kvHeads: 8,
      maxLength: 131072,
      sources: ["aiconfigurator"],
      confidence: "source-code",
    });
    expect(gib("mistralai/Mixtral-8x7B-Instruct-v0.1")?.likely).toBe(86.99);
  });

  it("is also found by a fine-tune's name that keeps it", () => {
    expect(weightsOf({ model: "lmsys/vicuna-13b-v1.5" })?.name).toBe("meta-llama/Llama-2-13b-hf");
    expect(weightsOf({ model: "/data/my-llama-3.1-8b-sft" })?.name).toBe("meta-llama/Llama-3.1-8B-Instruct");
    expect(weightsOf({ model: "llama-3-1-8b-instruct" })?.name).toBe("meta-llama/Llama-3.1-8B-Instruct");
    expect(weightsOf({ model: "qwen3-0-6b" })?.name).toBe("Qwen/Qwen3-0.6B");
    expect(weightsOf({ model: "deepseek-r1-distill-qwen-1-5b" })?.params.likely).toBe(1.78);
    expect(weightsOf({ model: "hf://Qwen/Qwen3-8B:main" })?.name).toBe("Qwen/Qwen3-8B");
    expect(weightsOf({ model: "Qwen/Qwen3-8B@9c925d64" })?.name).toBe("Qwen/Qwen3-8B");
  });

  it("is not meant where the name's size is another", () => {
    expect(weightsOf({ model: "deepseek-ai/DeepSeek-R1-0528-Qwen3-8B" })?.name).toBe("Qwen/Qwen3-8B");
    expect(weightsOf({ model: "deepseek-r1-14b" })).toMatchObject({
      origin: "name",
      params: { least: 12.6 },
    });
    expect(weightsOf({ model: "zai-org/GLM-5-9B" })?.origin).toBe("name");
  });

  it("is as long as its variant", () => {
    expect(weightsOf({ model: "Qwen/Qwen3-30B-A3B" })?.maxLength).toBe(40960);
    expect(weightsOf({ model: "Qwen/Qwen3-30B-A3B-Instruct-2507" })?.maxLength).toBe(262144);
    expect(weightsOf({ model: "microsoft/Phi-3-mini-128k-instruct" })?.maxLength).toBe(131072);
  });

  it("has no cache where it is an encoder, and an unknown one where nobody read it", () => {
    expect(weightsOf({ model: "BAAI/bge-m3" })?.cache).toEqual({ kind: "none" });
    expect(weightsOf({ model: "mistralai/Codestral-22B-v0.1" })?.cache).toBeNull();
    expect(weightsOf({ model: "Qwen/Qwen3.5-27B" })?.cache).toMatchObject({ complete: false });
    expect(weightsOf({ model: "deepseek-ai/DeepSeek-V3" })).toMatchObject({ heads: 128, kvHeads: null });
  });
});

describe("how it is loaded", () => {
  const dtype = (model: string, flags = {}) => weightsOf({ model, ...flags })?.dtype;

  it("stands in the name", () => {
    expect(dtype("neuralmagic/Meta-Llama-3-70B-Instruct-FP8")).toBe("fp8");
    expect(dtype("TheBloke/Llama-2-13B-chat-AWQ")).toBe("int4");
    expect(dtype("Qwen/Qwen2.5-7B-Instruct-GPTQ-Int8", { quantization: "gptq" })).toBe("int8");
    expect(dtype("unsloth/gpt-oss-20b-BF16")).toBe("bf16");
    expect(dtype("nvidia/DeepSeek-R1-0528-NVFP4")).toBe("nvfp4");
    expect(dtype("RedHatAI/Qwen2.5-7B-quantized.w4a16", { quantization: "compressed-tensors" })).toBe("int4");
  });

  it("stands in a flag", () => {
    expect(dtype("Qwen/Qwen3-8B", { quantization: "fp8" })).toBe("fp8");
    expect(dtype("acme/chat-7b", { quantization: "awq" })).toBe("int4");
    expect(dtype("Qwen/Qwen3-8B", { dtype: "float32" })).toBe("fp32");
    expect(dtype("Qwen/Qwen3-8B", { dtype: "half", quantization: "None" })).toBe("fp16");
  });

  it("means 8 bits to TGI and 4 to the others with bitsandbytes", () => {
    expect(dtype("Qwen/Qwen3-8B", { quantization: "bitsandbytes", program: "tgi" })).toBe("int8");
    expect(dtype("Qwen/Qwen3-8B", { quantization: "bitsandbytes", program: "vllm" })).toBe("int4");
    expect(dtype("Qwen/Qwen3-8B", { quantization: "bitsandbytes-nf4", program: "tgi" })).toBe("int4");
  });

  it("is the checkpoint's own where that is quantized, whatever --dtype says", () => {
    expect(dtype("deepseek-ai/DeepSeek-V3", { dtype: "bfloat16" })).toBe("fp8");
    expect(gib("moonshotai/Kimi-K2.5", { quantization: "compressed-tensors" })?.likely).toBe(554.32);
  });

  it("has the published size where one is known, and never counts on it as the least", () => {
    expect(gib("zai-org/GLM-5.1-FP8")).toEqual({ least: expect.closeTo(692.9, 1), likely: 703.75 });
    expect(gib("Qwen/Qwen3-8B-AWQ")).toEqual({ least: expect.closeTo(3.81, 2), likely: 5.68 });
  });

  it("may be 16 bits for a checkpoint of 32", () => {
    expect(gib("BAAI/bge-m3")).toEqual({ least: expect.closeTo(1.06, 2), likely: 2.12 });
    expect(gib("BAAI/bge-m3", { dtype: "float32" })).toEqual({ least: 2.12, likely: 2.12 });
  });
});

describe("a model without a row", () => {
  const params = (model: string) => weightsOf({ model })?.params;

  it.each([
    ["acme/chat-7b", 6.3, 7.7],
    ["acme/moe-8x7b-chat", 44.24, 46.48],
    ["acme/chat-30b-a3b", 27, 31.5],
    ["acme/gemma-5-e4b", 8, 10],
    ["acme/tiny-560m", 0.504, 0.616],
    ["acme/big-1.5t-a50b", 1350, 1575],
    ["acme/chat-0-5b", 0.45, 5.5],
    ["acme/chat-3-70b", 63, 77],
    ["acme/chat2.5-7b-128k-v0.3-2407-4bit", 6.3, 7.7],
  ])("has the size of its name: %s", (model, least, likely) => {
    expect(params(model)).toEqual({ least: expect.closeTo(least, 3), likely: expect.closeTo(likely, 3) });
    expect(weightsOf({ model })?.origin).toBe("name");
  });

  it("may be stored in 4 bits without saying so where its kind is", () => {
    expect(gib("acme/chat-30b-a3b")).toEqual({
      least: expect.closeTo(12.57, 1),
      likely: expect.closeTo(58.67, 1),
    });
    expect(gib("acme/chat-30b-a3b-bf16")?.least).toBeCloseTo(50.3, 1);
    expect(gib("acme/chat-7b")?.least).toBeCloseTo(11.73, 1);
  });

  it.each([
    ["no number", "acme/chat-large"],
    ["the active size alone", "acme/chat-a13b"],
    ["the active size and the experts", "acme/llama-17b-16e"],
    ["a length", "acme/chat-128k"],
    ["a length of a million", "acme/chat-1m"],
    ["two sizes", "acme/chat-7b-from-70b"],
    ["a number that may be 0.6", "acme/chat-06b"],
    ["a GGUF file", "TheBloke/Llama-2-7B-GGUF"],
    ["a GGUF file's quantization", "/models/llama-3.1-8b-instruct.q4_k_m.gguf"],
    ["an unknown quantization", "acme/chat-7b-exl2"],
    ["an unknown word of --quantization", "acme/chat-7b", { quantization: "hqq" }],
    ["an unknown word of --dtype", "acme/chat-7b", { dtype: "int4x" }],
    ["bits that only the checkpoint knows", "acme/chat-7b", { quantization: "compressed-tensors" }],
    ["an adapter", "acme/llama-3.1-8b-lora"],
    ["a draft model", "yuhuili/EAGLE3-LLaMA3.1-Instruct-8B"],
    ["a tag", "llama3:8b"],
    ["a folder", "/mnt/models"],
    ["a template", "{{ .Values.model }}-7b"],
    ["a variable", "$(MODEL_ID)"],
    ["a shell's variable", "$\u007bMODEL:-acme/chat-7b}"],
    ["a word to be replaced", "<your-model-7b>"],
    ["nothing", "  "],
  ])("is not known from %s", (_what, model, flags: object = {}) => {
    expect(weightsOf({ model, ...flags })).toBeNull();
  });
});

test("a number of parameters weighs what its dtype takes", () => {
  expect(weightsOfParameters({ params: 7 })).toMatchObject({
    origin: "parameters",
    dtype: "bf16",
    gib: { least: expect.closeTo(13.04, 2), likely: expect.closeTo(13.04, 2) },
    confidence: "stated",
  });
  expect(weightsOfParameters({ params: 7, quantization: "awq" })?.gib.least).toBeCloseTo(3.26, 2);
  for (const params of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(weightsOfParameters({ params })).toBeNull();
});

describe("for any text", () => {
  const words = fc.constantFrom(
    "qwen3",
    "8b",
    "-",
    "_",
    "a3b",
    "fp8",
    "awq",
    "8x7b",
    "/",
    "e4b",
    "1t",
    "llama-3.1",
    ".",
  );
  const model = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 8 }).map((parts) => parts.join("")),
  );

  it("sizes are numbers above 0, and the least is not above the likely", () => {
    let known = 0;
    fc.assert(
      fc.property(model, fc.constantFrom(null, "fp8", "awq", "bitsandbytes"), (text, quantization) => {
        const weights = weightsOf({ model: text, quantization });
        if (weights === null) return;
        known += 1;
        expect(weights.gib.least).toBeGreaterThan(0);
        expect(weights.gib.likely).toBeLessThan(1e6);
        expect(weights.gib.least).toBeLessThanOrEqual(weights.gib.likely);
      }),
      { numRuns: 500 },
    );
    expect(known).toBeGreaterThan(10);
  });

  it("fp8 never takes more than bf16", () => {
    const ids = weightsTable()
      .models.filter(({ dtype }) => dtype === "bf16" || dtype === "fp16")
      .map(({ id }) => ({
        id,
        fp8: gib(id, { quantization: "fp8" }),
        bf16: gib(id, { dtype: "bfloat16" }),
      }));
    expect(ids.length).toBeGreaterThan(120);
    expect(
      ids.filter(
        ({ fp8, bf16 }) =>
          fp8 === undefined || bf16 === undefined || fp8.least > bf16.least || fp8.likely > bf16.likely,
      ),
    ).toEqual([]);
  });
});
