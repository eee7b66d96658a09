import { describe, expect, test } from "vitest";
import { readFiles } from "../../../src/pipeline/input/load.ts";
import { ALWAYS } from "../../../src/pipeline/input/relevance.ts";
import { manifestModels } from "../../../src/pipeline/size/manifest-models.ts";
import { catalog } from "./questions.ts";

function modelsIn(containers: string, concurrency = 1) {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: llm}
spec:
  template:
    spec:
      containers:
${containers}`;
  const files = readFiles([{ name: "a.yaml", bytes: new TextEncoder().encode(text), named: true }], ALWAYS);
  return manifestModels(files, catalog.catalog, concurrency);
}

describe("the models of manifests", () => {
  test("are loaded as their programs are told", () => {
    const [model, ...others] = modelsIn(
      `      - name: server
        image: vllm/vllm-openai:v0.20.0
        args: [--model, Qwen/Qwen3-32B, -tp, "4", --max-model-len, 32k, --gpu-memory-utilization, "0.8", --kv-cache-dtype, fp8, --dtype, half]
        resources: {limits: {nvidia.com/gpu: 4}}
`,
      8,
    );
    expect(others).toEqual([]);
    expect(model).toMatchObject({
      file: "a.yaml",
      line: 1,
      object: "Deployment/llm",
      container: "server",
      program: "vLLM",
      asks: 4,
      found: {
        kind: "known",
        question: {
          load: {
            program: "vllm",
            dtype: "half",
            quantization: null,
            context: 32_000,
            concurrency: 8,
            fraction: 0.8,
            cacheDtype: "fp8",
          },
          stated: { tensor: 4, pipeline: 1 },
        },
      },
    });
  });

  test("are told for each container, unknown ones with the reason", () => {
    const found = modelsIn(`      - {name: one, image: "vllm/vllm-openai:v1", args: [--model, /models/ours]}
      - {name: two, image: "vllm/vllm-openai:v1", args: [--model, $(MODEL)]}
      - {name: three, image: "vllm/vllm-openai:v1", args: [--model, Qwen/Qwen3-8B, --cpu-offload-gb=4]}
      - {name: four, image: "nginx"}
`);
    expect(found.map(({ container, found: { kind } }) => [container, kind])).toEqual([
      ["one", "unknown"],
      ["two", "unknown"],
      ["three", "unknown"],
    ]);
    expect(found.map(({ found: one }) => (one.kind === "unknown" ? one.why : ""))).toEqual([
      "gpuify does not know the size of /models/ours",
      "the variable MODEL cannot be resolved from the manifest",
      "`--cpu-offload-gb=4` decides what is loaded",
    ]);
  });
});
