import type { Rule } from "../rule.ts";

/** A value of another form than the field takes. */
export const schemaWrongForm: Rule = {
  id: "schema-wrong-form",
  severity: "error",
  title: "A value of another form than the field takes",
  fix: "none",
  about: () => ({
    why: "The API server rejects the custom resource: its definition (which `--schema-location` names) says what the text or the list must look like.",
    advice: "Write it as the pattern, the format or the schema says.",
    sources: [
      {
        title: "Extend the Kubernetes API with CustomResourceDefinitions: validation",
        url: "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation",
      },
    ],
    bad: `apiVersion: example.com/v1
kind: GpuPool
metadata:
  name: pool
spec:
  class: H100
`,
    good: `apiVersion: example.com/v1
kind: GpuPool
metadata:
  name: pool
spec:
  class: h100-80gb
`,
  }),
  check: { on: "schema" },
};
