import { describe, expect, it } from "vitest";
import { type SupportQuestion, supports } from "../../../src/program/support/supports.ts";

const ask = (question: Partial<SupportQuestion>) =>
  supports({
    program: "vllm",
    gpu: "h100",
    vendor: "nvidia",
    arch: null,
    dtype: "bf16",
    dtypeFlag: null,
    quantization: null,
    ...question,
  });

describe("a program on a GPU", () => {
  it("runs where nothing speaks against it", () => {
    expect(ask({})).toEqual({ kind: "runs", notes: [] });
    expect(ask({ gpu: "mi300x", vendor: "amd" })).toEqual({ kind: "runs", notes: [] });
    expect(ask({ gpu: "gaudi3", vendor: "habana" })).toEqual({ kind: "runs", notes: [] });
  });

  it("does not run below the compute capability of its image, by its own word", () => {
    expect(ask({ gpu: "v100-16gb" })).toMatchObject({
      kind: "does-not-run",
      reason: "vLLM needs compute capability 7.5 or higher since v0.20.0",
      has: "7.0",
    });
    expect(ask({ gpu: "v100-16gb", program: "lmdeploy", dtype: "fp16" }).kind).toBe("runs");
  });

  it("does not run on architectures that its image is not built for", () => {
    expect(ask({ gpu: "mi100", vendor: "amd" })).toMatchObject({ kind: "does-not-run", has: "gfx908" });
    expect(ask({ program: "sglang", gpu: "mi210", vendor: "amd" }).kind).toBe("does-not-run");
    expect(ask({ program: "tgi", gpu: "mi210", vendor: "amd" }).kind).toBe("runs");
  });

  it("probably does not run where only others say so", () => {
    expect(ask({ program: "sglang", gpu: "t4" })).toMatchObject({ kind: "probably-not", has: "7.5" });
    expect(ask({ gpu: "t4g", arch: "arm64" }).kind).toBe("probably-not");
  });

  it("takes the images for arm64 where the nodes are", () => {
    expect(ask({ program: "sglang", gpu: "gh200", arch: "arm64" }).kind).toBe("runs");
    expect(ask({ program: "sglang", gpu: "a100-80gb", arch: "arm64" })).toMatchObject({
      kind: "does-not-run",
      reason: "SGLang's arm64 image needs compute capability 9.0 or higher",
    });
  });

  it("has no image for some vendors", () => {
    expect(ask({ program: "tensorrt-llm", gpu: "mi300x", vendor: "amd" }).kind).toBe("no-image");
  });

  it("is not known where nobody says", () => {
    expect(ask({ program: "djl" }).kind).toBe("unknown");
    expect(ask({ gpu: "radeon-pro-v520", vendor: "amd" }).kind).toBe("unknown");
  });
});

describe("a dtype on a GPU", () => {
  it("is another one of 16 bits where nobody states it, and refused where somebody does", () => {
    expect(ask({ gpu: "t4" })).toEqual({ kind: "runs", notes: ["as-float16"] });
    expect(ask({ gpu: "t4", dtypeFlag: "auto" }).kind).toBe("runs");
    // The capability of the T4 is known from others only.
    expect(ask({ gpu: "t4", dtypeFlag: "bfloat16" })).toMatchObject({
      kind: "probably-not",
      reason: "vLLM supports bf16 only on compute capability 8.0 or higher",
    });
    expect(ask({ gpu: "v100-32gb", program: "nim" }).kind).toBe("does-not-run");
  });

  it("saves memory only where the GPU computes in 16 bits", () => {
    expect(ask({ gpu: "a100-80gb", dtype: "fp8" })).toEqual({
      kind: "runs",
      notes: ["no-native-math"],
    });
    expect(ask({ gpu: "l4", dtype: "fp8" })).toEqual({ kind: "runs", notes: [] });
    expect(ask({ gpu: "mi210", vendor: "amd", dtype: "fp8" })).toMatchObject({
      notes: ["no-native-math"],
    });
  });

  it("is too new for some GPUs and too old for others", () => {
    expect(ask({ program: "tensorrt-llm", gpu: "a100-80gb", dtype: "fp8" }).kind).toBe("does-not-run");
    expect(ask({ program: "tensorrt-llm", gpu: "b200", dtype: "int4" })).toMatchObject({
      kind: "does-not-run",
      reason: "TensorRT-LLM supports int4 only on compute capability 8.0 to 9.0",
    });
    expect(ask({ program: "sglang", gpu: "h100", dtype: "nvfp4" }).kind).toBe("does-not-run");
  });

  it("depends on the word of the flag", () => {
    expect(ask({ gpu: "b200", dtype: "int8" }).kind).toBe("runs");
    expect(ask({ gpu: "b200", dtype: "int8", quantization: "W8A8" }).kind).toBe("does-not-run");
  });
});
