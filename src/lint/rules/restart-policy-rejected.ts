import { isCustomKind } from "../../k8s/kinds.ts";
import { isNullish, member, textAt } from "../../yaml/access.ts";
import { jobExample } from "../examples/workloads.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

const POLICIES = ["Always", "OnFailure", "Never"];

/** A restart policy that the API server does not take from such a workload. */
export const restartPolicyRejected: Rule = {
  id: "restart-policy-rejected",
  severity: "error",
  title: "Restart policy that the workload's kind does not take",
  fix: "safe",
  about: () => ({
    why: "A Job's pods must end, so it takes `Never` and `OnFailure` only, and its default of `Always` is rejected too; a Deployment, StatefulSet, DaemonSet or ReplicaSet takes `Always` only. A Job with a `podFailurePolicy` takes `Never` only.",
    advice: "Set the restart policy that the kind takes, or use the kind that takes the policy.",
    sources: [
      {
        title: "Jobs: pod template",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template",
      },
      {
        title: "Deployments: pod template",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pod-template",
      },
      {
        title: "kubernetes/kubernetes: validation of Jobs",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/batch/validation/validation.go",
      },
    ],
    bad: jobExample({ pod: "restartPolicy: Always" }),
    good: jobExample({ pod: "restartPolicy: Never" }),
  }),
  check: perPod((pod) => {
    const { kind, jobSpec } = pod.workload;
    // Operators fill it in or leave it out of account; what they make a Job of is checked.
    if (isCustomKind(kind)) return jobSpec === null ? [] : ofJob(pod);
    const { lifecycle } = kind;
    if (lifecycle === "ends") return ofJob(pod);
    return lifecycle === "once" || lifecycle === "none" ? [] : ofServer(pod);
  }),
};

function policyOf({ workload }: Pod): string | null {
  return textAt(workload.podSpec, ["restartPolicy"]) || null;
}

function ofJob(pod: Pod): readonly RuleFinding[] {
  const { workload, object } = pod;
  const path = [...workload.podSpecPath, "restartPolicy"];
  // JobSet's webhook and KEDA write OnFailure where none is written, so that only kinds of Kubernetes itself have Always.
  const policy = policyOf(pod) ?? (isCustomKind(workload.kind) ? "OnFailure" : null);
  const hasRules = !isNullish(member(workload.jobSpec, "podFailurePolicy"));
  const message = messageForJob(object.kind, policy, hasRules);
  if (message === null) return [];
  return [
    {
      path,
      message,
      advice: hasRules
        ? "Set `restartPolicy: Never`."
        : "Set `restartPolicy: Never`, or `OnFailure` to start the container again in the same pod.",
      fix: {
        safety: "safe",
        title: "set restartPolicy to Never",
        operations: [{ op: "set", path, value: "Never" }],
      },
    },
  ];
}

function messageForJob(kind: string, policy: string | null, hasRules: boolean): string | null {
  if (policy === "Never") return null;
  if (policy === "OnFailure")
    return hasRules ? "restartPolicy: OnFailure is rejected beside podFailurePolicy" : null;
  const values = hasRules ? "Never" : "Never or OnFailure";
  if (policy === null)
    return `restartPolicy is missing, and a ${kind} takes ${values}, not the default Always`;
  return `restartPolicy: ${policy} is rejected: a ${kind} takes ${values}`;
}

function ofServer(pod: Pod): readonly RuleFinding[] {
  const { workload, object } = pod;
  const path = [...workload.podSpecPath, "restartPolicy"];
  const policy = policyOf(pod);
  if (policy === null || policy === "Always") return [];
  const meansAlways = policy.toLowerCase() === "always";
  return [
    {
      path,
      message: `restartPolicy: ${policy} is rejected: a ${object.kind} takes Always only`,
      advice:
        POLICIES.includes(policy) && !meansAlways
          ? "Remove `restartPolicy`, or make it a Job if the program ends."
          : "Set `restartPolicy: Always`, or remove it.",
      ...(meansAlways && {
        fix: {
          safety: "safe",
          title: "set restartPolicy to Always",
          operations: [{ op: "set", path, value: "Always" }],
        },
      }),
    },
  ];
}
