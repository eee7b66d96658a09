import type { Rule } from "../rule.ts";

/** A value of another type than the field. */
export const schemaWrongType: Rule = {
  id: "schema-wrong-type",
  severity: "error",
  title: "A value of another type than the field",
  fix: "none",
  about: () => ({
    why: "The API server cannot decode the object and rejects all of it.",
    advice:
      "Write a value of the type that the field has; text that looks like a number or a boolean needs quotes.",
    sources: [
      {
        title: "Server-side field validation",
        url: "https://kubernetes.io/docs/reference/using-api/api-concepts/#validation-for-unrecognized-or-duplicate-fields",
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
      env:
        - name: MAX_MODEL_LEN
          value: 4096
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      env:
        - name: MAX_MODEL_LEN
          value: "4096"
`,
  }),
  check: { on: "schema" },
};
