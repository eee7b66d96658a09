import type { Rule } from "../rule.ts";

/** A value that is none of those that a field takes. */
export const schemaWrongValue: Rule = {
  id: "schema-wrong-value",
  severity: "error",
  title: "A value that is none of those that a field takes",
  fix: "none",
  about: () => ({
    why: "The API server rejects the custom resource: its CustomResourceDefinition lists the values.",
    advice: "Write one of the values that the schema lists.",
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
  tier: gold
`,
    good: `apiVersion: example.com/v1
kind: GpuPool
metadata:
  name: pool
spec:
  tier: spot
`,
  }),
  check: { on: "schema" },
};
