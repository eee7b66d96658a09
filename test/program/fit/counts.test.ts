import { describe, expect, it } from "vitest";
import { legalCounts, smallest } from "../../../src/program/fit/counts.ts";
import { known, question } from "./questions.ts";

const onOneNode = (model: string, program: string, perNode = 8) =>
  legalCounts(known(model), program, perNode)
    .filter(({ nodes }) => nodes === 1)
    .map(({ gpus }) => gpus);

describe("numbers of GPUs that divide a model", () => {
  it("divide its attention heads, and its key-value heads or copy them evenly", () => {
    expect(onOneNode("meta-llama/Llama-3.1-70B-Instruct", "vllm")).toEqual([1, 2, 4, 8]);
    expect(onOneNode("meta-llama/Llama-3.1-70B-Instruct", "vllm", 16)).toEqual([1, 2, 4, 8, 16]);
    expect(onOneNode("Qwen/Qwen2.5-7B-Instruct", "vllm")).toEqual([1, 2, 4]);
    expect(onOneNode("microsoft/phi-4", "vllm")).toEqual([1, 2, 5]);
    expect(onOneNode("tiiuae/falcon-7b-instruct", "vllm")).toEqual([1]);
    expect(onOneNode("meta-llama/Llama-2-13b-hf", "vllm")).toEqual([1, 2, 4, 8, 5]);
  });

  it("divide the key-value heads where the program is TGI, and none where it is TEI", () => {
    expect(onOneNode("meta-llama/Llama-3.1-70B-Instruct", "tgi", 16)).toEqual([1, 2, 4, 8]);
    expect(onOneNode("Qwen/Qwen2.5-3B-Instruct", "tgi")).toEqual([1, 2]);
    expect(onOneNode("BAAI/bge-m3", "tei")).toEqual([1]);
  });

  it("are powers of two where the heads are not known", () => {
    expect(onOneNode("mistralai/Codestral-22B-v0.1", "vllm", 7)).toEqual([1, 2, 4]);
  });

  it("are whole nodes beyond one, which divide the layers", () => {
    const counts = legalCounts(known("meta-llama/Llama-3.1-405B-Instruct"), "vllm", 8);
    expect(counts.filter(({ nodes }) => nodes > 1).slice(0, 2)).toEqual([
      { gpus: 16, nodes: 2, tensor: 8, pipeline: 2 },
      { gpus: 24, nodes: 3, tensor: 8, pipeline: 3 },
    ]);
    expect(legalCounts(known("Qwen/Qwen2.5-7B-Instruct"), "vllm", 8).at(-1)?.gpus).toBe(4);
  });
});

describe("the smallest number", () => {
  const find = (model: string, gpu: string, perNode: number, rest = {}) => {
    const asked = question(model, gpu, rest);
    const { fits, loads } = smallest(asked, legalCounts(asked.weights, asked.program, perNode));
    return { fits: fits?.split.gpus ?? null, loads: loads?.split.gpus ?? null };
  };

  it("is that where the length fits, and that where the weights load", () => {
    expect(find("meta-llama/Llama-3.1-70B-Instruct", "h100", 8)).toEqual({ fits: 4, loads: 2 });
    expect(find("meta-llama/Llama-3.1-70B-Instruct", "l4", 8)).toEqual({ fits: 16, loads: 8 });
    expect(find("meta-llama/Llama-3.1-8B-Instruct", "l4", 8)).toEqual({ fits: 2, loads: 1 });
    expect(find("meta-llama/Llama-3.1-8B-Instruct", "l4", 8, { length: 8192 })).toEqual({
      fits: 1,
      loads: 1,
    });
  });

  it("spans nodes where one is too small", () => {
    const asked = question("meta-llama/Llama-3.1-405B-Instruct", "h100", { length: 8192 });
    const { fits } = smallest(asked, legalCounts(asked.weights, "vllm", 8));
    expect(fits?.split).toEqual({ gpus: 16, nodes: 2, tensor: 8, pipeline: 2 });
    expect(fits?.fit.steps[0]).toBe("756.0 GiB of weights / 16 GPUs = 47.2 GiB per GPU");
  });

  it("is none where no number is enough", () => {
    expect(find("tiiuae/falcon-180B", "t4", 1)).toEqual({ fits: null, loads: null });
  });
});
