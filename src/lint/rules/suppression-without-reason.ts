import type { Rule } from "../rule.ts";

/** A suppression without a reason. */
export const suppressionWithoutReason: Rule = {
  id: "suppression-without-reason",
  severity: "info",
  title: "A suppression without a reason",
  fix: "none",
  about: () => ({
    why: "Who comes later cannot tell whether it still holds.",
    advice: "Say why behind a colon: `# gpuify-ignore RULE: reason`.",
    sources: [
      {
        title: "Suppressing findings",
        url: "https://github.com/stackrox/kube-linter/blob/main/docs/configuring-kubelinter.md#ignoring-violations-for-specific-cases",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        requests:
          # gpuify-ignore gpu-limit-missing
          nvidia.com/gpu: 1
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        requests:
          # gpuify-ignore gpu-limit-missing: the quota sets it
          nvidia.com/gpu: 1
`,
  }),
  check: { on: "run" },
};
