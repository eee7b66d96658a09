import { describe, expect, it } from "vitest";
import { hasWords, parseImage, wordsOf } from "../../../src/program/command/image-name.ts";

describe("an image reference", () => {
  it.each([
    ["nginx", "docker.io", "library/nginx", "nginx", null],
    ["nginx:1.27", "docker.io", "library/nginx", "nginx", "1.27"],
    ["vllm/vllm-openai:v0.10.0", "docker.io", "vllm/vllm-openai", "vllm-openai", "v0.10.0"],
    ["localhost:5000/app", "localhost:5000", "app", "app", null],
    ["localhost/app:2", "localhost", "app", "app", "2"],
    ["registry.io:5000/team/app:1.2", "registry.io:5000", "team/app", "app", "1.2"],
    ["nvcr.io/nvidia/tritonserver:24.05-py3", "nvcr.io", "nvidia/tritonserver", "tritonserver", "24.05-py3"],
    ["ghcr.io/a/b/c", "ghcr.io", "a/b/c", "c", null],
    ["$REGISTRY/app:1", "$REGISTRY", "app", "app", "1"],
    ["app:$TAG", "docker.io", "library/app", "app", "$TAG"],
  ])("%s is taken apart", (text, registry, repository, name, tag) => {
    expect(parseImage(text)).toEqual({ registry, repository, name, tag, digest: null });
  });

  it("keeps the digest apart from tag and name", () => {
    expect(parseImage("quay.io/a/postgres:16@sha256:01ab")).toEqual({
      registry: "quay.io",
      repository: "a/postgres",
      name: "postgres",
      tag: "16",
      digest: "sha256:01ab",
    });
  });

  it.each(["", "{{ .Values.image }}", "a b"])("is none: %j", (text) => {
    expect(parseImage(text)).toBe(null);
  });
});

describe("words", () => {
  it("end at signs and at capitals, never inside a word", () => {
    expect(wordsOf("Gemma3LLMTrain_v2-gpu.py")).toEqual(["gemma3", "llm", "train", "v2", "gpu", "py"]);
    expect(wordsOf("pytorch-inference-vllm-neuronx")).toEqual(["pytorch", "inference", "vllm", "neuronx"]);
  });

  it("are compared whole and side by side", () => {
    expect(hasWords(wordsOf("podsConstraint.py"), "train")).toBe(false);
    expect(hasWords(wordsOf("restrained"), "train")).toBe(false);
    expect(
      hasWords(wordsOf("huggingface-text-generation-inference-cu124"), "text-generation-inference"),
    ).toBe(true);
    expect(hasWords(wordsOf("text-and-generation-inference"), "text-generation-inference")).toBe(false);
  });
});
