import { allRequirements } from "../../k8s/scheduling/node-requirements.ts";
import {
  disruptionPolicy,
  ignoreDisruptions,
  type PolicyObstacle,
  policyObstacle,
  type RetriedJob,
} from "../../workload/retries.ts";
import { at, isNullish } from "../../yaml/access.ts";
import type { LintContext } from "../context.ts";
import { jobExample } from "../examples/workloads.ts";
import { gpuJob } from "../lifecycle/retries.ts";
import type { Pod } from "../pod.ts";
import { type Fix, perPod, type Rule, type RuleFinding } from "../rule.ts";

/** Retries that are used up by preemptions, drains and reclaimed nodes. */
export const jobRetriesPreemption: Rule = {
  id: "job-retries-preemption",
  severity: "warning",
  title: "Preemptions use up the retries of a GPU Job",
  fix: "unsafe",
  applies: { from: 26 },
  about: () => ({
    why: "A pod that is preempted, drained or loses its spot node counts as failed, so a run that is fine gives up after `backoffLimit` of them. A `podFailurePolicy` can tell the two apart (on by default since 1.26, stable since 1.31).",
    advice:
      "Add a first rule to `podFailurePolicy` that ignores the pod condition `DisruptionTarget`; it needs `restartPolicy: Never`.",
    sources: [
      {
        title: "Handling retriable and non-retriable pod failures with Pod failure policy",
        url: "https://kubernetes.io/docs/tasks/job/pod-failure-policy/",
      },
    ],
    bad: jobExample({ spec: "backoffLimit: 3" }),
    good: jobExample({
      spec: `backoffLimit: 3
podFailurePolicy:
  rules:
    - action: Ignore
      onPodConditions:
        - type: DisruptionTarget`,
    }),
  }),
  check: perPod((pod, context) => {
    const job = gpuJob(pod, context);
    if (job === null) return [];
    // What another controller runs follows its rules, not the Job controller's.
    if (!isNullish(at(job.spec, ["managedBy"]))) return [];
    const policy = disruptionPolicy(job);
    if (policy.kind === "hidden")
      return [
        {
          path: policy.path,
          message: `this rule, ${policy.action} by exit code, also takes pods that were preempted: they end with 137 or 143`,
          advice: "Put the rule for `DisruptionTarget` first: rules match in order.",
        },
      ];
    return policy.kind === "counted" ? counted(pod, job, context) : [];
  }),
};

function counted(pod: Pod, job: RetriedJob, context: LintContext): readonly RuleFinding[] {
  const { spec, path, restartPolicy } = job;
  const severity = isAtRisk(pod, context) ? {} : ({ severity: "info" } as const);
  const policy = [...path, "podFailurePolicy"];
  const message = "preempted and drained pods count as failures and use up backoffLimit";
  const obstacle = policyObstacle(job);
  // What the API server rejects beside a policy is told by other rules.
  if (!isNullish(at(spec, ["podFailurePolicy"])) && isRejectedBeside(obstacle)) return [];
  switch (obstacle?.kind) {
    case undefined:
      return [{ path: policy, ...severity, message, fix: ignoring(job) }];
    case "restart-policy":
      if (restartPolicy !== "OnFailure") return [];
      return [
        {
          path: [...pod.workload.podSpecPath, "restartPolicy"],
          ...severity,
          message: `${message}: podFailurePolicy, which could tell them apart, is not allowed with OnFailure`,
          advice: "Set `restartPolicy: Never` and add a podFailurePolicy that ignores `DisruptionTarget`.",
        },
      ];
    case "version":
      return [];
    case "replacement":
      return [
        {
          path: [...path, "podReplacementPolicy"],
          ...severity,
          message: `${message}: podFailurePolicy is allowed with \`podReplacementPolicy: Failed\` only`,
          advice:
            "Set `podReplacementPolicy: Failed`, or remove it, and add a podFailurePolicy that ignores `DisruptionTarget`.",
        },
      ];
    case "full":
      return [{ path: policy, ...severity, message }];
    default:
      return obstacle satisfies never;
  }
}

function isRejectedBeside(obstacle: PolicyObstacle | null): boolean {
  return obstacle?.kind === "restart-policy" || obstacle?.kind === "replacement";
}

function ignoring(job: RetriedJob): Fix {
  return {
    safety: "unsafe",
    title: "ignore disruptions in podFailurePolicy",
    operations: [ignoreDisruptions(job)],
  };
}

/** Runs that take long, and those on nodes that are taken back. */
function isAtRisk({ workload, nodes }: Pod, { catalog, profileOf }: LintContext): boolean {
  const isOnSpot = allRequirements(nodes).some(
    ({ key, operator, values }) =>
      operator === "In" && values.some((value) => catalog.isSpotLabel(key, value)),
  );
  return isOnSpot || profileOf(workload) === "training";
}
