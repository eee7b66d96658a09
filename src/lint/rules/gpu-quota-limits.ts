import { at, type Field, fields } from "../../yaml/access.ts";
import type { LintContext } from "../context.ts";
import { misspelt } from "../resources/misspelt.ts";
import { perObject, type Rule, type RuleFinding } from "../rule.ts";

const HARD = ["spec", "hard"];

/** Quotas count requests of extended resources; under another name nothing is counted, and nobody is held back. */
export const gpuQuotaLimits: Rule = {
  id: "gpu-quota-limits",
  severity: "warning",
  title: "GPU quota that counts nothing",
  fix: "unsafe",
  about: () => ({
    why: "A ResourceQuota counts extended resources by `requests.` only. The API server takes `limits.nvidia.com/gpu` and a bare `nvidia.com/gpu`, but nothing is ever counted under them, so the namespace has no limit.",
    advice:
      "Write `requests.` before the resource. Only HAMi's scheduler reads `limits.`, for its own counting.",
    sources: [
      {
        title: "Resource Quotas: quota for extended resources",
        url: "https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-for-extended-resources",
      },
      {
        title: "kubernetes/kubernetes: isExtendedResourceNameForQuota",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/quota/v1/evaluator/core/pods.go",
      },
    ],
    bad: `apiVersion: v1
kind: ResourceQuota
metadata:
  name: team-a
spec:
  hard:
    limits.nvidia.com/gpu: 4
`,
    good: `apiVersion: v1
kind: ResourceQuota
metadata:
  name: team-a
spec:
  hard:
    requests.nvidia.com/gpu: 4
`,
  }),
  check: perObject(["ResourceQuota"], ({ root }, context) => {
    const hard = fields(at(root, HARD));
    // HAMi counts `limits.` itself: where a quota names one of its shares, that is what is meant.
    if (hard.some(({ name }) => kindOf(resourceIn(name), context) === "slice")) return [];
    const counted = new Set(hard.map(({ name }) => name));
    return hard.flatMap((field) => judge(field, counted, context));
  }),
};

/** `counted` has the names that are there, and those that a fix has already written. */
function judge({ name }: Field, counted: Set<string>, context: LintContext): readonly RuleFinding[] {
  const written = resourceIn(name);
  const resource = kindOf(written, context) === null ? meantBy(written, context) : written;
  const right = `requests.${resource}`;
  if (resource === null || name === right) return [];
  if (counted.has(right)) return [];
  counted.add(right);
  return [
    {
      path: [...HARD, name],
      at: "key",
      message: `nothing is counted under \`${name}\``,
      advice:
        resource === written
          ? `Write \`${right}\`. Only HAMi's scheduler reads \`limits.\`, for its own counting.`
          : `Did you mean \`${right}\`?`,
      fix: {
        safety: "unsafe",
        title: `count ${right}`,
        operations: [{ op: "rename", path: [...HARD, name], name: right }],
      },
    },
  ];
}

/** The resource that a misspelt one stands for; null for what may be a resource of its own. */
function meantBy(written: string, context: LintContext): string | null {
  return written.includes("/") ? (misspelt(written, context)?.meant ?? null) : null;
}

function resourceIn(name: string): string {
  return name.replace(/^(?:limits|requests)\./, "");
}

function kindOf(resource: string, { catalog }: LintContext): string | null {
  return catalog.resource(resource)?.kind ?? null;
}
