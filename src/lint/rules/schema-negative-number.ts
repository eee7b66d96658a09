import { serverExample } from "../examples/workloads.ts";
import type { Rule } from "../rule.ts";

/** A number below zero where pods, tries or seconds are counted. */
export const schemaNegativeNumber: Rule = {
  id: "schema-negative-number",
  severity: "error",
  title: "A negative number of pods, retries or seconds",
  fix: "none",
  about: () => ({
    why: "The API server rejects a negative number in fields that count something, such as `replicas`, `parallelism`, `backoffLimit`, `maxSurge` and the numbers in probes.",
    advice: "Write 0 or more.",
    sources: [
      {
        title: "kubernetes/kubernetes: validation of Deployments and related kinds",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/validation/validation.go",
      },
      {
        title: "kubernetes/kubernetes: validation of Jobs",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/batch/validation/validation.go",
      },
    ],
    bad: serverExample({ spec: "replicas: -1" }),
    good: serverExample({ spec: "replicas: 0" }),
  }),
  check: { on: "schema" },
};
