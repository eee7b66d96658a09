import { isJobItself } from "../../k8s/kinds.ts";
import { isPlaceholder } from "../../k8s/placeholder.ts";
import type { PodSet } from "../../k8s/workload.ts";
import { at, integer, isNullish, items, textAt } from "../../yaml/access.ts";
import type { FieldPath, MapNode } from "../../yaml/tree.ts";
import { jobExample } from "../examples/workloads.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** Fields of a Job that need others. */
export const jobSpecRejected: Rule = {
  id: "job-spec-rejected",
  severity: "error",
  title: "Job with fields that need others",
  fix: "safe",
  about: () => ({
    why: "The API server rejects an Indexed Job that sets `parallelism` without `completions`, retries or success by index without an Indexed Job, and a `podFailurePolicy` in a Job that replaces pods before they have ended.",
    advice: "Add the field that is needed, or remove the one that needs it.",
    sources: [
      {
        title: "Jobs: completion mode",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode",
      },
      {
        title: "kubernetes/kubernetes: validation of Jobs",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/batch/validation/validation.go",
      },
    ],
    bad: jobExample({ spec: "completionMode: Indexed\nparallelism: 4" }),
    good: jobExample({ spec: "completionMode: Indexed\nparallelism: 4\ncompletions: 4" }),
  }),
  check: perPod(({ workload }) => {
    const { jobSpec, jobPath } = workload;
    if (jobSpec === null || jobPath === null) return [];
    return [
      ...completions(workload, jobSpec, jobPath),
      ...byIndex(jobSpec, jobPath),
      ...replacement(jobSpec, jobPath),
      ...failIndex(jobSpec, jobPath),
    ];
  }),
};

function isIndexed(spec: MapNode): boolean {
  return textAt(spec, ["completionMode"]) === "Indexed";
}

function has(spec: MapNode, name: string): boolean {
  return !isNullish(at(spec, [name]));
}

/**
 * Without `completions` and `parallelism` the API server sets both to 1, but in Jobs only, not in a CronJob's template
 * (kubernetes/kubernetes pkg/apis/batch/v1/defaults.go: SetDefaults_Job; tried on 1.36).
 */
function completions({ kind }: PodSet, spec: MapNode, base: FieldPath): readonly RuleFinding[] {
  if (!isIndexed(spec) || has(spec, "completions")) return [];
  const hasParallelism = has(spec, "parallelism");
  if (!hasParallelism && isJobItself(kind)) return [];
  const path = [...base, "completions"];
  const parallelism = hasParallelism ? integer(at(spec, ["parallelism"])) : 1;
  return [
    {
      path,
      message: `${isJobItself(kind) ? "an Indexed Job with parallelism" : "the template of an Indexed Job"} must set completions, the number of its indexes`,
      ...(parallelism !== null &&
        parallelism > 0 && {
          fix: {
            safety: "safe",
            title: `set completions to ${parallelism}${hasParallelism ? ", the value of parallelism" : ", the default for a Job"}`,
            operations: [{ op: "set", path, value: parallelism }],
          },
        }),
    },
  ];
}

function byIndex(spec: MapNode, base: FieldPath): readonly RuleFinding[] {
  if (isIndexed(spec))
    return has(spec, "maxFailedIndexes") && !has(spec, "backoffLimitPerIndex")
      ? [
          {
            path: [...base, "maxFailedIndexes"],
            message: "maxFailedIndexes is rejected without backoffLimitPerIndex",
          },
        ]
      : [];
  if (isPlaceholder(textAt(spec, ["completionMode"]) ?? "")) return [];
  return ["backoffLimitPerIndex", "maxFailedIndexes", "successPolicy"]
    .filter((name) => has(spec, name))
    .map((name) => ({
      path: [...base, name],
      at: "key",
      message: `${name} is rejected without completionMode: Indexed`,
    }));
}

function replacement(spec: MapNode, base: FieldPath): readonly RuleFinding[] {
  const policy = textAt(spec, ["podReplacementPolicy"]);
  if (!has(spec, "podFailurePolicy") || policy === null || policy === "Failed") return [];
  const path = [...base, "podReplacementPolicy"];
  return [
    {
      path,
      message: `podReplacementPolicy: ${policy} is rejected beside podFailurePolicy, which takes Failed only`,
      fix: {
        safety: "safe",
        title: "set podReplacementPolicy to Failed",
        operations: [{ op: "set", path, value: "Failed" }],
      },
    },
  ];
}

function failIndex(spec: MapNode, base: FieldPath): readonly RuleFinding[] {
  if (has(spec, "backoffLimitPerIndex")) return [];
  const rules = items(at(spec, ["podFailurePolicy", "rules"]));
  return rules.flatMap((rule, index) =>
    textAt(rule, ["action"]) === "FailIndex"
      ? [
          {
            path: [...base, "podFailurePolicy", "rules", index, "action"],
            message: "the action FailIndex is rejected without backoffLimitPerIndex",
          },
        ]
      : [],
  );
}
