import type { Rule } from "../rule.ts";

/** A time that Kubernetes cannot read. */
export const schemaBadTime: Rule = {
  id: "schema-bad-time",
  severity: "error",
  title: "A time that Kubernetes cannot read",
  fix: "none",
  about: () => ({
    why: "The API server rejects the object: times are RFC 3339.",
    advice: "Write it as `2026-01-31T12:00:00Z`.",
    sources: [
      {
        title: "API conventions: units",
        url: "https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#units",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
  creationTimestamp: yesterday
spec:
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
  check: { on: "schema" },
};
