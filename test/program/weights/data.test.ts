import { describe, expect, it, test } from "vitest";
import { dtypeTable, nameRuleTable, sizeSource, weightsTable } from "../../../src/program/weights/data.ts";
import { weightsOf } from "../../../src/program/weights/weights-of.ts";

const { models, sources } = weightsTable();

describe("every row of models.yaml", () => {
  it("is there once", () => {
    expect(models.length).toBeGreaterThanOrEqual(188);
    expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
  });

  it("has sources that are listed, and no source is listed for nothing", () => {
    const used = new Set(models.flatMap(({ source }) => source));
    expect([...used].sort()).toEqual(Object.keys(sources).sort());
    expect(models.filter(({ source }) => source.length === 0)).toEqual([]);
  });

  it("is found by its own name and by those of the same size", () => {
    const names = models.flatMap((row) => [row.id, ...(row.also ?? [])].map((name) => ({ name, row })));
    expect(names.length).toBeGreaterThan(230);
    expect(
      names
        .map(({ name, row }) => ({ name, expected: row.id, actual: weightsOf({ model: name })?.name }))
        .filter(({ expected, actual }) => expected !== actual),
    ).toEqual([]);
  });

  it("is found with underscores, with hyphens for dots, in a cache's folder and in capitals", () => {
    const forms = [
      (id: string) => id.replaceAll("-", "_"),
      (id: string) => id.replaceAll(/[._]/g, "-"),
      (id: string) => `/root/.cache/models--${id.replace("/", "--")}/snapshots/0123456789abcdef`,
      (id: string) => `s3://bucket/${id.toUpperCase()}/`,
    ];
    const wrong = forms.flatMap((form) =>
      models.filter(({ id }) => weightsOf({ model: form(id) })?.name !== id).map(({ id }) => form(id)),
    );
    expect(wrong).toEqual([]);
  });

  it("weighs about what its parameters take", () => {
    const bytes = new Map(dtypeTable().dtypes.map(({ key, least }) => [key, least]));
    const ratios = models.map((row) => ({
      id: row.id,
      ratio: (row.weights_gib * 2 ** 30) / (row.params_b * 1e9 * (bytes.get(row.dtype) ?? Number.NaN)),
    }));
    // DeepSeek V4 stores its experts in 4 bits and says fp8.
    const odd = ratios.filter(({ ratio }) => !(ratio > 0.93 && ratio < 1.35)).map(({ id }) => id);
    expect(odd).toEqual(["deepseek-ai/DeepSeek-V4-Flash", "deepseek-ai/DeepSeek-V4-Pro"]);
  });

  it("has fewer active parameters than all, and fewer cached layers than all", () => {
    const active = models.filter(({ active_b }) => active_b !== undefined);
    expect(active.length).toBeGreaterThan(40);
    expect(active.filter(({ active_b = 0, params_b }) => active_b >= params_b)).toEqual([]);
    const hybrid = models.flatMap(({ kv }) => (typeof kv === "object" && "of_layers" in kv ? [kv] : []));
    expect(hybrid.length).toBeGreaterThan(8);
    expect(hybrid.filter(({ layers, of_layers = 0 }) => layers >= of_layers)).toEqual([]);
  });

  it("has as many attention heads as its key-value heads divide", () => {
    const rows = models.flatMap(({ id, heads, kv }) =>
      heads !== undefined && typeof kv === "object" && "heads" in kv ? [{ id, heads, kv: kv.heads }] : [],
    );
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter(({ heads, kv }) => heads % kv !== 0)).toEqual([]);
  });
});

test("the cache of known models is what their engines print, in bytes for a token at 16 bits", () => {
  const bytes = (model: string) => {
    const cache = weightsOf({ model })?.cache;
    if (cache?.kind !== "layers") return null;
    return cache.groups.map(({ layers, heads, width }) => layers * heads * width * 2);
  };
  expect(bytes("mistralai/Mistral-Small-3.2-24B-Instruct-2506")).toEqual([163840]);
  expect(bytes("meta-llama/Llama-3.1-70B-Instruct")).toEqual([327680]);
  expect(bytes("deepseek-ai/DeepSeek-V3")).toEqual([70272]);
  expect(bytes("google/gemma-3-27b-it")).toEqual([81920, 425984]);
  expect(bytes("google/gemma-4-31B-it")).toEqual([81920, 819200]);
});

describe("dtypes.yaml and name-rules.yaml", () => {
  it("have sources that are listed", () => {
    const { dtypes, of_programs } = dtypeTable();
    const keys = [...dtypes, ...of_programs, ...nameRuleTable().rules].flatMap(({ source }) => source);
    expect(keys.length).toBeGreaterThan(15);
    expect(keys.filter((key) => sizeSource(key) === null)).toEqual([]);
    expect(sizeSource("constructor")).toBeNull();
  });

  it("say each word once", () => {
    const { dtypes, checkpoint_decides, nothing } = dtypeTable();
    const words = [
      ...dtypes.flatMap(({ quantization = [] }) => quantization),
      ...checkpoint_decides,
      ...nothing,
    ];
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    const casts = dtypes.flatMap(({ dtype_flags = [] }) => dtype_flags);
    expect(casts.filter((word, index) => casts.indexOf(word) !== index)).toEqual([]);
  });

  it("count at least with less than is likely", () => {
    const wrong = dtypeTable().dtypes.filter(({ least, likely }) =>
      likely.some(({ bytes }) => bytes < least),
    );
    expect(wrong).toEqual([]);
    expect(dtypeTable().dtypes.every(({ likely }) => likely.at(-1)?.up_to_b === undefined)).toBe(true);
  });
});
