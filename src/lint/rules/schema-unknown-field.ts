import type { Rule } from "../rule.ts";

/** A field that this kind does not have. */
export const schemaUnknownField: Rule = {
  id: "schema-unknown-field",
  severity: "error",
  title: "A field that this kind does not have",
  fix: "none",
  about: () => ({
    why: "The API server drops a field it does not know, or rejects the object when kubectl asks for strict validation, as it does by default: what was written there never takes effect.",
    advice: "Correct the name or the place of the field.",
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
      resource:
        limits:
          memory: 16Gi
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
