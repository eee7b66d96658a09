import type { Rule } from "../rule.ts";

/** A document that cannot be read as YAML. */
export const yamlInvalid: Rule = {
  id: "yaml-invalid",
  severity: "error",
  title: "A document that cannot be read as YAML",
  fix: "none",
  about: () => ({
    why: "It is rejected by kubectl, or tools read it in different ways, so that nobody can say what is applied.",
    advice: "Mend the syntax at the place that is shown.",
    sources: [
      {
        title: "Managing objects with configuration files",
        url: "https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/",
      },
      { title: "YAML 1.2: errors", url: "https://yaml.org/spec/1.2.2/" },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
  name: llm
spec:
  containers: []
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers: []
`,
  }),
  check: { on: "run" },
};
