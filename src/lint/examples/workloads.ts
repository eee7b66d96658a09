import { indented } from "./pod.ts";

/** A Deployment of a model server on one GPU, for examples in rules: `spec` stands before the template. */
export function serverExample({ spec = "", container = "", pod = "" }: ExampleParts = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: llm
spec:
${indented(spec, 2)}  selector:
    matchLabels:
      app: llm
  template:
    metadata:
      labels:
        app: llm
    spec:
      containers:
        - name: server
          image: vllm/vllm-openai:v0.11.0
${indented(container, 10)}          resources:
            limits:
              nvidia.com/gpu: 1
${indented(pod, 6)}`;
}

/** A Job that trains on one GPU, for examples in rules: `spec` stands before the template. */
export function jobExample({ spec = "", container = "", pod = "", gpus = 1 }: ExampleParts = {}): string {
  return `apiVersion: batch/v1
kind: Job
metadata:
  name: finetune
spec:
${indented(spec, 2)}  template:
    spec:
${indented(pod === "" ? "restartPolicy: Never" : pod, 6)}      containers:
        - name: trainer
          image: pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
          command: [torchrun, train.py]
${indented(container, 10)}          resources:
            limits:
              nvidia.com/gpu: ${gpus}
`;
}

/** A second document of an example. */
export function withObject(example: string, object: string): string {
  return `${example}---\n${object.trim()}\n`;
}

/** What an example has beyond the rest, as lines without their indent. */
interface ExampleParts {
  readonly spec?: string;
  readonly container?: string;
  readonly pod?: string;
  readonly gpus?: number;
}
