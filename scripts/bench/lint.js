import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { measure } from "./measure.js";

/** A GPU Deployment with mistakes: the linter asks what it knows of models, programs and platforms. */
const GPU = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: chat
spec:
  selector:
    matchLabels: {app: chat}
  template:
    metadata:
      labels: {app: chat}
    spec:
      nodeSelector:
        cloud.google.com/gke-accelerator: nvidia-tesla-h200
      containers:
      - name: server
        image: vllm/vllm-openai:v0.11.0
        resources:
          requests: {cpu: "16", memory: 200Gi, nvidia.com/gpu: 1}
          limits: {memory: 200Gi}
`;

/**
 * What `gpuify lint` takes, rules and schema.
 * @typedef {import("./measure.js").Contestant} Contestant
 * @param {{ program: string, folder: string, bare: Contestant, rounds: number, plain: string }} bench
 */
export async function lintOneFile({ program, folder, bare, rounds, plain }) {
  const files = { "gpuify lint": plain, "gpuify lint, GPUs": GPU };
  const contestants = Object.entries(files).map(([name, text]) => {
    const file = join(folder, `${name.replace(/\W+/g, "-")}.yaml`);
    writeFileSync(file, text);
    return { name, command: process.execPath, args: [program, "lint", "--no-config", file], codes: [0, 1] };
  });
  return await measure([bare, ...contestants], rounds);
}

/**
 * @param {{ program: string, corpus: string, yamlPrint: string, rounds: number, isQuick: boolean }} bench
 */
export async function lintTree({ program, corpus, yamlPrint, rounds, isQuick }) {
  const args = [program, "lint", "--no-config", "-o", "compact", corpus];
  const lint = { name: "gpuify lint", command: process.execPath, args, codes: [0, 1] };
  const print = {
    name: "yaml parse and print",
    command: process.execPath,
    args: [yamlPrint, corpus],
    rounds: 1,
  };
  return await measure(isQuick ? [lint] : [lint, print], rounds);
}
