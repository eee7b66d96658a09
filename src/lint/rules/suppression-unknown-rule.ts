import type { Rule } from "../rule.ts";

/** A suppression that names no rule there is. */
export const suppressionUnknownRule: Rule = {
  id: "suppression-unknown-rule",
  severity: "warning",
  title: "A suppression that names no rule there is",
  fix: "none",
  about: () => ({
    why: "It suppresses nothing: a name is mistyped, or the rule has another one now.",
    advice: "Correct the name; `gpuify show rules` lists them.",
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
          # gpuify-ignore gpu-limit-mising: the quota sets it
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
