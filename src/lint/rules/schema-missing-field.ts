import type { Rule } from "../rule.ts";

/** A required field that is missing. */
export const schemaMissingField: Rule = {
  id: "schema-missing-field",
  severity: "error",
  title: "A required field that is missing",
  fix: "none",
  about: () => ({
    why: "The API server rejects the object.",
    advice: "Add the field.",
    sources: [
      { title: "Kubernetes API reference", url: "https://kubernetes.io/docs/reference/kubernetes-api/" },
    ],
    bad: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: llm
spec:
  template:
    metadata:
      labels:
        app: llm
    spec:
      containers:
        - name: server
          image: vllm/vllm-openai:v0.11.0
`,
    good: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: llm
spec:
  selector:
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
`,
  }),
  check: { on: "schema" },
};
