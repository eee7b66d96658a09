import { indented } from "./indented.ts";

/** A small pod around the `resources` of its only container, for examples in rules; the block's lines are indented to fit. */
export function podWithResources(resources: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
${indented(resources, 8)}`;
}
