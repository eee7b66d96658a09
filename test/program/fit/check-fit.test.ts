import { describe, expect, it } from "vitest";
import { checkFit } from "../../../src/program/fit/check-fit.ts";
import { known, question } from "./questions.ts";

const LLAMA = "meta-llama/Llama-3.1-70B-Instruct";

describe("70 B parameters in 16 bits", () => {
  it("do not fit onto 4 L4", () => {
    const { verdict, steps, longest, perGpu } = checkFit(question(LLAMA, "l4", { tensor: 4 }));
    expect(verdict).toBe("does-not-fit");
    expect(longest).toBe(0);
    expect(perGpu.left).toBeLessThan(0);
    expect(steps).toEqual([
      "131.4 GiB of weights / 4 GPUs = 32.9 GiB per GPU",
      "22.1 GiB of GPU memory x 0.92 = 20.3 GiB per GPU",
      "0.97 x 32.9 GiB = 31.9 GiB > 20.3 GiB: the weights alone do not fit",
    ]);
  });

  it("are tight on 2 H100 with the whole length", () => {
    const found = checkFit(question(LLAMA, "h100", { tensor: 2, fraction: 0.92 }));
    expect(found.verdict).toBe("tight");
    expect(found.longest).toBe(9216);
    expect(found.steps).toEqual([
      "131.4 GiB of weights / 2 GPUs = 65.7 GiB per GPU",
      "79.1 GiB of GPU memory x 0.92 = 72.8 GiB per GPU",
      "5.6 GiB for activations and buffers (2.3 GiB + 5 % of the weights)",
      "40.0 GiB of cache for 131072 tokens, 20.0 GiB on each GPU",
      "65.7 + 5.6 + 20.0 = 91.3 GiB of 72.8 GiB: 18.5 GiB too much",
    ]);
    expect(found.assumed).toEqual(["the length is the model's maximum, 131072 tokens"]);
    expect(checkFit(question(LLAMA, "h100", { tensor: 2 })).verdict).toBe("tight");
  });

  it("fit there with a length that is stated", () => {
    const stated = { tensor: 2, fraction: 0.92, length: 8192 };
    expect(checkFit(question(LLAMA, "h100", stated)).verdict).toBe("fits");
    expect(checkFit(question(LLAMA, "h100", { ...stated, length: 16384 })).verdict).toBe("tight");
    expect(checkFit(question(LLAMA, "h100", { ...stated, concurrency: 2 })).verdict).toBe("tight");
  });

  it("fit onto 4 H100", () => {
    const found = checkFit(question(LLAMA, "h100", { tensor: 4 }));
    expect(found.verdict).toBe("fits");
    expect(found.longest).toBe(131072);
    expect(found.steps.at(-1)).toBe("32.9 + 3.9 + 10.0 = 46.8 GiB of 71.2 GiB: 24.4 GiB left");
    expect(found.assumed[0]).toBe("vllm uses 0.9 to 0.92 of the memory by default");
  });

  it("fit onto one H100 in 4 bits", () => {
    const weights = known(LLAMA, { quantization: "awq" });
    expect(checkFit(question(LLAMA, "h100", { weights, length: 8192 })).verdict).toBe("fits");
  });
});

describe("the cache", () => {
  const cacheOn = (model: string, rest = {}) =>
    checkFit(question(model, "h200", rest)).perGpu.cache ?? Number.NaN;

  it("is never less than one key-value head on a GPU", () => {
    const length = 131072;
    expect(cacheOn(LLAMA, { length })).toBeCloseTo(40, 5);
    expect(cacheOn(LLAMA, { length, tensor: 8 })).toBeCloseTo(5, 5);
    expect(cacheOn(LLAMA, { length, tensor: 16 })).toBeCloseTo(5, 5);
    expect(cacheOn(LLAMA, { length, tensor: 8, pipeline: 2 })).toBeCloseTo(2.5, 5);
  });

  it("of MLA is whole on each GPU", () => {
    const length = 131072;
    const model = "deepseek-ai/DeepSeek-V3";
    expect(cacheOn(model, { length, tensor: 8 })).toBeCloseTo((70272 * length) / 2 ** 30, 5);
    expect(cacheOn(model, { length, tensor: 16 })).toBeCloseTo(cacheOn(model, { length, tensor: 8 }), 9);
  });

  it("of layers with a window ends there, unless the program keeps all", () => {
    const model = "google/gemma-3-27b-it";
    const length = 131072;
    expect(cacheOn(model, { length })).toBeCloseTo((81920 * length + 425984 * 1024) / 2 ** 30, 5);
    expect(cacheOn(model, { length, program: "tgi" })).toBeCloseTo((507904 * length) / 2 ** 30, 5);
    expect(checkFit(question(model, "h200", { program: "tgi" })).assumed).toContain(
      "layers with a sliding window are counted with all tokens",
    );
  });

  it("has the dtype that is asked for, or else 16 bits", () => {
    const length = 8192;
    const half = cacheOn(LLAMA, { length });
    expect(cacheOn(LLAMA, { length, cacheDtype: "fp8_e4m3" })).toBeCloseTo(half / 2, 9);
    expect(cacheOn(LLAMA, { length, cacheDtype: "odd" })).toBe(half);
    expect(checkFit(question(LLAMA, "h200", { cacheDtype: "odd" })).assumed).toContain(
      "the cache dtype odd is unknown: counted as 16 bits",
    );
  });

  it("is at least so large where other layers keep a state", () => {
    const found = checkFit(question("Qwen/Qwen3.5-27B", "h100"));
    expect(found.cacheIs).toBe("at-least");
    expect(found.longest).toBeGreaterThan(100_000);
  });

  it("is not counted where nobody knows it", () => {
    const found = checkFit(question("mistralai/Codestral-22B-v0.1", "h100"));
    expect(found).toMatchObject({
      verdict: "fits",
      longest: null,
      cacheIs: "unknown",
      perGpu: { cache: null },
    });
    expect(found.assumed).toContain("the size of the model's cache is unknown and not counted");
  });

  it("is none in an encoder", () => {
    const found = checkFit(question("BAAI/bge-m3", "t4", { program: "tei" }));
    expect(found).toMatchObject({ verdict: "fits", longest: 8192, cacheIs: "none", perGpu: { cache: 0 } });
  });
});

describe("the share of the memory", () => {
  it("is the flag's, and for some programs limits the cache alone", () => {
    const usable = (program: string, fraction: number | null) =>
      checkFit(question(LLAMA, "h100", { program, fraction })).perGpu.usable;
    expect(usable("vllm", 0.5)).toEqual({ low: 79.11 * 0.5, high: 79.33 * 0.5 });
    expect(usable("vllm", null)).toEqual({ low: 79.11 * 0.9, high: 79.33 * 0.92 });
    expect(usable("tgi", null)).toEqual({ low: 79.11, high: 79.33 });
    expect(usable("lmdeploy", 0.5)).toEqual({ low: 79.11, high: 79.33 });
    const left = (program: string) =>
      checkFit(question("Qwen/Qwen3-8B", "h100", { program, length: 0 })).perGpu.left;
    expect(left("lmdeploy")).toBeCloseTo(left("tgi") * 0.8, 9);
  });

  it("of the cache alone is said", () => {
    const { steps, assumed } = checkFit(question("Qwen/Qwen3-8B", "l4", { program: "lmdeploy" }));
    expect(steps.slice(1)).toEqual([
      "22.0 GiB of GPU memory per GPU",
      "3.1 GiB for activations and buffers (2.3 GiB + 5 % of the weights)",
      "5.6 GiB of cache for 40960 tokens",
      "3.7 GiB left by the weights x 0.8 = 3.0 GiB for the cache",
      "5.6 GiB of 3.0 GiB: 2.7 GiB too much",
    ]);
    expect(assumed[0]).toBe("lmdeploy gives the cache 0.8 of the free memory by default");
  });
});

describe("expert parallelism", () => {
  const spread = (model: string, gpu: string) =>
    checkFit(question(model, gpu, { expertGpus: 32, length: 8192, fraction: 0.9 }));

  it("divides the experts among more GPUs than the rest", () => {
    const { verdict, steps, perGpu } = spread("deepseek-ai/DeepSeek-V3", "h200");
    expect(checkFit(question("deepseek-ai/DeepSeek-V3", "h200", { length: 8192 })).verdict).toBe(
      "does-not-fit",
    );
    expect(verdict).toBe("fits");
    expect(perGpu.weights).toEqual({ least: expect.closeTo(20.04, 2), likely: expect.closeTo(54.3, 1) });
    expect(steps[0]).toBe("641.3 GiB of weights, the experts divided among 32 GPUs: 54.3 GiB per GPU");
  });

  it("is certain of nothing where nobody knows the experts", () => {
    const { verdict, perGpu } = spread("acme/chat-70b", "a100-80gb");
    expect(verdict).toBe("tight");
    expect(perGpu.weights.likely).toBeGreaterThan(100);
  });
});

it("a size from the name is a range, and the range decides", () => {
  const found = (gpu: string) => checkFit(question("acme/chat-30b-a3b", gpu));
  expect(found("t4").verdict).toBe("tight");
  expect(found("t4").steps[0]).toBe("about 58.7 GiB of weights on 1 GPU");
  expect(found("t4").assumed.slice(0, 2)).toEqual([
    "the size is read from the model's name: about 31.5 billion parameters",
    "parameters have 16 bits, because nothing says otherwise",
  ]);
  expect(checkFit(question("acme/chat-70b", "h100")).verdict).toBe("does-not-fit");
});
