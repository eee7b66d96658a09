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

/** The lines of a block, each behind `depth` spaces and with a line end; nothing for an empty block. */
export function indented(block: string, depth: number): string {
  if (block === "") return "";
  const lines = block.trim().split("\n");
  return lines.map((line) => `${" ".repeat(depth)}${line}\n`).join("");
}
