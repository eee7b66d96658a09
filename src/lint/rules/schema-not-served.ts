import type { Rule } from "../rule.ts";

/** An apiVersion that the cluster does not serve. */
export const schemaNotServed: Rule = {
  id: "schema-not-served",
  severity: "error",
  title: "An apiVersion that the cluster does not serve",
  fix: "none",
  about: () => ({
    why: "The API server has no such resource: `no matches for kind`. Versions go away with releases of Kubernetes.",
    advice: "Write a version that is served, and check the fields: they may differ.",
    sources: [
      {
        title: "Deprecated API migration guide",
        url: "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
      },
    ],
    bad: `apiVersion: batch/v1beta1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: train
              image: example.com/train:v1
`,
    good: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
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
