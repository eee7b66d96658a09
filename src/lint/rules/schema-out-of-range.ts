import type { Rule } from "../rule.ts";

/** A number that does not fit into the field. */
export const schemaOutOfRange: Rule = {
  id: "schema-out-of-range",
  severity: "error",
  title: "A number that does not fit into the field",
  fix: "none",
  about: () => ({
    why: "The API server decodes the field as a 32-bit or 64-bit integer and rejects what does not fit.",
    advice: "Write a smaller number.",
    sources: [
      {
        title: "API conventions: integers",
        url: "https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#primitive-types",
      },
    ],
    bad: `apiVersion: batch/v1
kind: Job
metadata:
  name: train
spec:
  backoffLimit: 4294967296
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: train
          image: example.com/train:v1
`,
    good: `apiVersion: batch/v1
kind: Job
metadata:
  name: train
spec:
  backoffLimit: 6
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: train
          image: example.com/train:v1
`,
  }),
  check: { on: "schema" },
};
