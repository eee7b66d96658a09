import { indented } from "./indented.ts";

/** A pod with one container on GPUs, for examples in rules; `container` stands before its resources. */
export function podExample({
  container = "",
  pod = "",
  gpus = 1,
  memory = "",
  image = "vllm/vllm-openai:v0.11.0",
}: {
  readonly container?: string;
  readonly pod?: string;
  readonly gpus?: number;
  readonly memory?: string;
  readonly image?: string;
} = {}): string {
  const limits = [...(memory === "" ? [] : [`memory: ${memory}`]), `nvidia.com/gpu: ${gpus}`];
  return `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers:
    - name: server
      image: ${image}
${indented(container, 6)}      resources:
        limits:
${indented(limits.join("\n"), 10)}${indented(pod, 2)}`;
}
