import type { Rule } from "../rule.ts";

/** A quantity that Kubernetes cannot read. */
export const schemaBadQuantity: Rule = {
  id: "schema-bad-quantity",
  severity: "error",
  title: "A quantity that Kubernetes cannot read",
  fix: "none",
  about: () => ({
    why: "The API server rejects the object: amounts are numbers with an optional suffix such as `m`, `Mi` or `G`.",
    advice: "Write it as Kubernetes does: `16Gi`, not `16GB`; `500m`, not `0.5 cores`.",
    sources: [
      {
        title: "Quantity",
        url: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
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
        limits:
          cpu: "4"
          memory: 16GB
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
        limits:
          cpu: "4"
          memory: 16Gi
`,
  }),
  check: { on: "schema" },
};
