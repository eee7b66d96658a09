import type { Rule } from "../rule.ts";

/** A suppression that suppresses nothing. */
export const suppressionUnused: Rule = {
  id: "suppression-unused",
  severity: "warning",
  title: "A suppression that suppresses nothing",
  fix: "none",
  about: () => ({
    why: "It hides the finding that comes there one day, and readers believe that something is wrong here.",
    advice: "Remove it.",
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
  # gpuify-ignore gpu-limit-missing: measured without
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
`,
  }),
  check: { on: "run" },
};
