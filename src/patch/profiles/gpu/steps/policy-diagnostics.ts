import { objectTitle } from "../../../../k8s/object.ts";
import type { Advice, DiagnosticText } from "../../../../kernel/diagnostic.ts";
import {
  disruptionPolicy,
  MOST_RULES,
  type PolicyObstacle,
  policyObstacle,
  type RetriedJob,
} from "../../../../workload/retries.ts";
import type { FieldPath } from "../../../../yaml/tree.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { inform, warn } from "../../../shared/diagnostics.ts";

/** What the training profile does not change about the disruptions of a Job: a rule of the user's, or an obstacle. */
export function policyDiagnostics(context: PodSetContext, job: RetriedJob): readonly Advice[] {
  const { podSet } = context;
  const code = "job-retries-preemption";
  const policy = disruptionPolicy(job);
  switch (policy.kind) {
    case "ignored":
      return [];
    case "own":
      return [
        inform(podSet, policy.path, {
          code,
          message: `${objectTitle(podSet.object)} has its own rule for disrupted pods; it is left as it is`,
        }),
      ];
    case "hidden":
      return [
        warn(podSet, policy.path, {
          code,
          message: `this rule, ${policy.action} by exit code, also takes pods that were preempted: they end with 137 or 143`,
          why: "Rules match in order, and this one comes before the rule that ignores disruptions.",
          advice: "Put the rule for DisruptionTarget first.",
        }),
      ];
    case "counted": {
      const obstacle = policyObstacle(job);
      if (obstacle === null) return [];
      const { path, ...text } = obstacleText(context, job, obstacle);
      return [warn(podSet, path, { code, ...text })];
    }
    default:
      return policy satisfies never;
  }
}

/** Where an obstacle is, and what is said about it. */
type ObstacleText = Omit<DiagnosticText, "code"> & { readonly path: FieldPath };

function obstacleText({ podSet }: PodSetContext, job: RetriedJob, obstacle: PolicyObstacle): ObstacleText {
  const counted = `preempted and drained pods of ${objectTitle(podSet.object)} count as failures and use up backoffLimit`;
  const why = "A podFailurePolicy can tell them from failures, and is not added.";
  switch (obstacle.kind) {
    case "restart-policy":
      return {
        path: [...podSet.podSpecPath, "restartPolicy"],
        message: `${counted}: it has ${job.restartPolicy === null ? "no restartPolicy" : `restartPolicy: ${job.restartPolicy}`}`,
        why,
        advice: "Set `restartPolicy: Never`, which podFailurePolicy needs.",
      };
    case "version":
      return {
        path: job.path,
        message: `${counted}: Kubernetes 1.${job.minor} has no podFailurePolicy by default`,
        why,
        advice: "It is there from 1.26 on; name the version with --kubernetes-version.",
      };
    case "replacement":
      return {
        path: [...job.path, "podReplacementPolicy"],
        message: `${counted}: it has podReplacementPolicy: ${obstacle.policy}`,
        why: `The API server takes podFailurePolicy only with \`Failed\`. ${why}`,
        advice: "Set `podReplacementPolicy: Failed`, or remove the field.",
      };
    case "full":
      return {
        path: [...job.path, "podFailurePolicy", "rules"],
        message: `${counted}: podFailurePolicy has ${obstacle.rules} rules, and there can be ${MOST_RULES}`,
        why: "A rule that ignores disruptions is not added.",
        advice: "Join two rules, and let the first ignore the condition DisruptionTarget.",
      };
    default:
      return obstacle satisfies never;
  }
}
