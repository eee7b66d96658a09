import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { familyTable } from "../../../src/program/weights/config/family.ts";
import { weightsOfConfig } from "../../../src/program/weights/config/weights-of-config.ts";
import type { Weights } from "../../../src/program/weights/types.ts";
import { weightsOf } from "../../../src/program/weights/weights-of.ts";
import { CONFIGS } from "./configs.ts";

const LLAMA = CONFIGS["meta-llama/Llama-3.1-70B-Instruct"] ?? {};

function read(json: unknown, options = {}): Weights {
  const found = weightsOfConfig(json, options);
  if (!found.ok) throw new Error(found.missing.join());
  return found.weights;
}

function missing(json: unknown, options = {}): readonly string[] {
  const found = weightsOfConfig(json, options);
  return found.ok ? [] : found.missing;
}

describe.each(Object.entries(CONFIGS))("the config of %s", (model, config) => {
  const row = weightsOf({ model });
  const own = read(config);

  it("has as many parameters as the row, within 3 %", () => {
    expect(own.params.likely / (row?.params.likely ?? 0)).toBeGreaterThan(0.97);
    expect(own.params.likely / (row?.params.likely ?? 0)).toBeLessThan(1.03);
    expect(own.confidence).toBe("source-code");
  });

  it("has the row's heads, and its cache where that is known", () => {
    if (row?.heads != null) expect(own.heads).toBe(row.heads);
    if (row?.cache != null && model !== "zai-org/GLM-5") expect(own.cache).toEqual(row.cache);
    if (row?.cache?.kind === "layers") expect(own.kvHeads).toBe(row.kvHeads);
    expect(own.cache).not.toBeNull();
  });
});

test("what is in a config is in the answer", () => {
  expect(read(LLAMA, { model: "acme/chat" })).toEqual({
    name: "acme/chat",
    origin: "config",
    params: { least: expect.closeTo(70.55, 2), likely: expect.closeTo(70.55, 2) },
    activeParams: null,
    dtype: "bf16",
    dtypeIsStated: true,
    gib: { least: expect.closeTo(131.4, 1), likely: expect.closeTo(131.4, 1) },
    heads: 64,
    kvHeads: 8,
    cache: { kind: "layers", groups: [{ layers: 80, heads: 8, width: 256, window: null }], complete: true },
    maxLength: 131072,
    sources: [],
    confidence: "source-code",
  });
  expect(read({ ...LLAMA, model_type: "llama_of_acme" }).confidence).toBe("secondary");
});

test("every kind of model that counts as checked is checked here or is a part of one that is", () => {
  const here = new Set(
    Object.values(CONFIGS).flatMap((config) => {
      const text = config.text_config as Readonly<Record<string, unknown>> | undefined;
      return [config.model_type, text?.model_type];
    }),
  );
  const others = familyTable().checked.filter((type) => !here.has(type));
  expect(others).toEqual([
    ...["qwen2_vl", "qwen2_5_vl", "qwen3", "qwen3_vl", "qwen3_vl_text", "qwen3_vl_moe", "qwen3_vl_moe_text"],
    ...["qwen3_5_moe", "qwen3_5_moe_text", "deepseek_v32", "phi3", "phimoe", "internlm2", "baichuan"],
    ...["stablelm", "minimax_m3", "mimo_v2_flash", "step3p7", "exaone"],
  ]);
});

describe("how it is loaded", () => {
  const dtype = (quantization_config: unknown, options = {}) =>
    read({ ...LLAMA, quantization_config }, options).dtype;

  it.each([
    ["fp8", { quant_method: "fp8" }],
    ["fp8", { quant_method: "fbgemm_fp8" }],
    ["int4", { quant_method: "awq", bits: 4 }],
    ["int8", { quant_method: "gptq", bits: 8 }],
    ["mxfp4", { quant_method: "mxfp4" }],
    ["int4", { quant_method: "bitsandbytes", load_in_4bit: true, load_in_8bit: false }],
    ["int8", { quant_method: "bitsandbytes", load_in_8bit: true }],
    [
      "fp8",
      {
        quant_method: "compressed-tensors",
        config_groups: { a: { weights: { num_bits: 8, type: "float" } } },
      },
    ],
    [
      "int8",
      { quant_method: "compressed-tensors", config_groups: { a: { weights: { num_bits: 8, type: "int" } } } },
    ],
    [
      "int4",
      {
        quant_method: "compressed-tensors",
        config_groups: {
          a: { weights: { num_bits: 8, type: "int" } },
          b: { weights: { num_bits: 4, type: "int" } },
        },
      },
    ],
    ["nvfp4", { quant_method: "compressed-tensors", format: "nvfp4-pack-quantized" }],
    ["nvfp4", { quant_method: "modelopt", quant_algo: "NVFP4" }],
    ["fp8", { quant_method: "modelopt", quant_algo: "FP8" }],
  ])("is %s with %o", (expected, quantization) => {
    expect(dtype(quantization)).toBe(expected);
  });

  it("is missing where the bits are, unless the name says them", () => {
    const config = { ...LLAMA, quantization_config: { quant_method: "aqlm" } };
    expect(missing(config)).toEqual(["the bits of quantization_config (quant_method: aqlm)"]);
    expect(missing(config, { dtype: "bfloat16" })).toHaveLength(1);
    expect(read(config, { model: "acme/chat-FP8" }).dtype).toBe("fp8");
    expect(missing({ ...LLAMA, quantization_config: { quant_method: "gptq", bits: 3 } })).toHaveLength(1);
  });

  it("is what flags say of a checkpoint that is not quantized", () => {
    expect(read(LLAMA, { quantization: "fp8" }).dtype).toBe("fp8");
    expect(read(LLAMA, { dtype: "float32" }).gib.least).toBeCloseTo(262.8, 1);
    expect(read({ ...LLAMA, torch_dtype: "float32" }).gib).toEqual({
      least: expect.closeTo(131.4, 1),
      likely: expect.closeTo(262.8, 1),
    });
    expect(read({ ...LLAMA, torch_dtype: "odd" }).dtype).toBe("bf16");
    expect(missing(LLAMA, { quantization: "odd" })).toEqual(["the size of a parameter"]);
  });
});

describe("what a config does not say", () => {
  it("is named", () => {
    expect(missing([])).toEqual(["a JSON object"]);
    expect(missing({})).toEqual(["num_hidden_layers", "hidden_size", "vocab_size"]);
    expect(missing({ ...LLAMA, num_attention_heads: "64" })).toEqual(["num_attention_heads and head_dim"]);
    expect(missing({ ...LLAMA, intermediate_size: -1 })).toEqual(["intermediate_size"]);
    expect(missing({ ...LLAMA, layer_types: Array(80).fill("linear_attention") })).toEqual([
      "linear_num_key_heads and the other sizes of linear attention",
    ]);
  });

  it("is the number of parameters where layers differ in ways that it does not state", () => {
    expect(missing({ ...LLAMA, model_type: "nemotron_h" })).toEqual([
      "the number of parameters: it does not follow from the config of nemotron_h",
    ]);
    expect(missing({ ...LLAMA, block_configs: [{}] })).toEqual([
      "the number of parameters: its layers differ (block_configs)",
    ]);
    expect(missing({ ...LLAMA, is_encoder_decoder: true })).toHaveLength(1);
    expect(missing({ ...LLAMA, attn_type_list: [0, 1] })).toHaveLength(1);
  });

  it("can be said, and then the cache of layers that differ is still not known", () => {
    expect(read({ ...LLAMA, model_type: "nemotron_h" }, { params: 70 })).toMatchObject({
      params: { least: 70, likely: 70 },
      heads: 64,
      cache: null,
    });
    expect(read(LLAMA, { params: 8 })).toMatchObject({ params: { likely: 8 }, cache: { kind: "layers" } });
    expect(missing(LLAMA, { params: -1 })).toEqual(["a number of parameters above 0"]);
    expect(missing(LLAMA, { params: Number.NaN })).toHaveLength(1);
  });
});

describe("layers with a window", () => {
  const groups = (rest: object) => {
    const { cache } = read({ ...LLAMA, ...rest });
    return cache?.kind === "layers" ? cache.groups.map(({ layers, window }) => [layers, window]) : null;
  };

  it("are all where the model has one, and none where it is off or as long as the longest sequence", () => {
    expect(groups({ sliding_window: 4096 })).toEqual([[80, 4096]]);
    expect(groups({ sliding_window: 131072 })).toEqual([[80, null]]);
    expect(groups({ sliding_window: 4096, use_sliding_window: false })).toEqual([[80, null]]);
  });

  it("are those that the config marks", () => {
    expect(
      groups({ model_type: "qwen2", sliding_window: 4096, use_sliding_window: true, max_window_layers: 70 }),
    ).toEqual([
      [70, null],
      [10, 4096],
    ]);
    expect(groups({ sliding_window: 512, sliding_window_pattern: 4 })).toEqual([
      [20, null],
      [60, 512],
    ]);
    expect(groups({ sliding_window: 128, hybrid_layer_pattern: [0, ...Array(79).fill(1)] })).toEqual([
      [1, null],
      [79, 128],
    ]);
  });
});

describe("any JSON", () => {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(-1, 0, 1, 0.5, 1e8, 1e300, "4096", null, [], {}, [[]], true, "__proto__", "constructor"),
    fc.integer(),
  );
  const names = [...new Set(Object.values(CONFIGS).flatMap((config) => Object.keys(config)))];
  const types = [...familyTable().checked, ...familyTable().not_counted, "__proto__", "constructor"];

  function expectSound(json: unknown): boolean {
    const found = weightsOfConfig(json);
    if (!found.ok) {
      expect(found.missing.length).toBeGreaterThan(0);
      return false;
    }
    const { gib, params, cache, maxLength } = found.weights;
    for (const range of [gib, params]) {
      expect(range.least).toBeGreaterThan(0);
      expect(range.likely).toBeGreaterThanOrEqual(range.least);
      expect(range.likely).toBeLessThan(1e6);
    }
    const groups = cache?.kind === "layers" ? cache.groups : [];
    const counts = groups.flatMap(({ layers, heads, width, window }) => [layers, heads, width, window ?? 1]);
    expect([...counts, maxLength ?? 1].every((count) => Number.isInteger(count) && count > 0)).toBe(true);
    return true;
  }

  it("is answered", () => {
    fc.assert(
      fc.property(odd, (json) => {
        expectSound(json);
        expectSound({ text_config: json, vision_config: json, quantization_config: json });
      }),
      { numRuns: 500 },
    );
  });

  it("that is nearly a config is answered with sound numbers", () => {
    let sound = 0;
    const change = fc.tuple(fc.constantFrom(...names), odd);
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(CONFIGS)),
        fc.array(change, { maxLength: 4 }),
        fc.option(fc.constantFrom(...types)),
        (config, changes, model_type) => {
          const json = {
            ...config,
            ...Object.fromEntries(changes),
            ...(model_type === null ? {} : { model_type }),
          };
          if (expectSound(json)) sound += 1;
        },
      ),
      { numRuns: 1000 },
    );
    expect(sound).toBeGreaterThan(200);
  });

  it("does not reach what every object inherits", () => {
    const inherited = JSON.parse(`{"__proto__": ${JSON.stringify(LLAMA)}}`);
    expect(missing(inherited)).toEqual(["num_hidden_layers", "hidden_size", "vocab_size"]);
    expect(missing({ ...LLAMA, model_type: "__proto__" })).toEqual([]);
  });
});
