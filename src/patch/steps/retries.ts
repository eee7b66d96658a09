import { at, integer, isNullish, items, textAt } from "../../k8s/access.ts";
import { objectTitle } from "../../k8s/object.ts";
import type { Advice, Refusal } from "../../kernel/diagnostic.ts";
import { jobPods } from "../../workload/job-pods.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import type { DecisionContext } from "../context.ts";
import type { Intent } from "../intent.ts";
import { inform, warn } from "../notice.ts";
import type { GpuPlan } from "../plan.ts";
import { isFilledInLater, renderFirst } from "../render-first.ts";
import { NOTHING, type StepResult } from "../step.ts";
import { isOurs, jsonAt, trainingRecord } from "../workers/record.ts";
import { IGNORE_DISRUPTIONS, RETRIES_PER_POD } from "./own-retries.ts";

/** Most rules a podFailurePolicy may have (kubernetes/api batch/v1 PodFailurePolicy). */
const MOST_RULES = 20;

/** First minor in which podFailurePolicy is on by default: beta (kubernetes/enhancements KEP-3329). */
const POD_FAILURE_POLICY_MINOR = 26;

/** First minor in which backoffLimitPerIndex is on by default: beta (kubernetes/enhancements KEP-3850). */
const RETRIES_BY_INDEX_MINOR = 29;

/** Whether disruptions are told from failures in the end; only then may the number of retries be lowered. */
interface PolicyResult extends StepResult {
  readonly ignoresDisruptions: boolean;
}

/**
 * Retries of a Job that neither burn GPUs on a crash loop nor give up because of preemptions. `workers` is how many
 * pods this run makes work together, or null.
 */
export function retriesStep(context: DecisionContext, plan: GpuPlan, workers: number | null): StepResult {
  const { workload } = context;
  if (workload.jobSpec === null || workload.kind.jobSpec === null) return NOTHING;
  const policy = policyStep(context, workload.kind.jobSpec);
  const backoff = policy.ignoresDisruptions
    ? backoffIntents(context, workload.kind.jobSpec, plan, workers)
    : [];
  const deadline = policy.ignoresDisruptions ? deadlineNotes(context, workload.kind.jobSpec) : [];
  const isCounted = workers === null && backoff.length > 0;
  return {
    intents: [...backoff, ...policy.intents],
    diagnostics: [...policy.diagnostics, ...deadline],
    refusals: isCounted ? widthUnknown(context, workload.kind.jobSpec) : [],
  };
}

/** Retries are counted per pod; how many pods there are may be filled in later. */
function widthUnknown(context: DecisionContext, jobPath: FieldPath): readonly Refusal[] {
  const path = ["parallelism", "completions"]
    .map((field) => [...jobPath, field])
    .find((one) => isFilledInLater(context.workload, one));
  if (path === undefined) return [];
  const needed = "gpuify computes the number of retries from the number of pods";
  return [renderFirst(context, path, { needed, orElse: "set backoffLimit" })];
}

/** N ranks abort together when one does, which counts as N failures. */
function backoffIntents(
  context: DecisionContext,
  jobPath: FieldPath,
  plan: GpuPlan,
  workers: number | null,
): readonly Intent[] {
  const { workload, settings } = context;
  const { jobSpec } = workload;
  if (!isNullish(at(jobSpec, ["backoffLimitPerIndex"]))) return [];
  const path = [...jobPath, "backoffLimit"];
  // A number that was written for another number of workers is out of date.
  const isOutdated =
    workers !== null && isOurs(trainingRecord(workload), "backoffLimit", jsonAt(workload, path));
  if (!isNullish(at(jobSpec, ["backoffLimit"])) && !isOutdated) return [];
  const shared = {
    op: "set",
    step: "lifecycle",
    origin: { kind: "profile", name: settings.base },
  } as const;
  if (workers === null && hasSharesOfItsOwn(context))
    return [
      {
        ...shared,
        path: [...jobPath, "backoffLimitPerIndex"],
        value: RETRIES_PER_POD,
        reason:
          "three retries for each index: not all of them run at once, so they are shares of the work, and one that fails takes nothing from the others",
      },
    ];
  const pods = Math.max(plan.pods.now, 1);
  const value = RETRIES_PER_POD * pods;
  if (jsonAt(workload, path) === value) return [];
  return [
    {
      ...shared,
      path,
      value,
      reason:
        pods === 1
          ? "three retries, so that a crash loop does not hold a GPU for long"
          : `three retries for ${pods} pods: all ranks abort with the first, and each counts as a failure`,
    },
  ];
}

/**
 * True for an Indexed Job that works off more indexes than run at once: they cannot be ranks that wait for each other.
 * Needs a cluster in which retries by index are on (KEP-3850: beta 1.29).
 */
function hasSharesOfItsOwn(context: DecisionContext): boolean {
  const { jobSpec } = context.workload;
  if (textAt(jobSpec, ["completionMode"]) !== "Indexed" || servedMinor(context) < RETRIES_BY_INDEX_MINOR)
    return false;
  const { completions, parallelism } = jobPods(jobSpec);
  return (completions ?? 1) > Math.max(parallelism, 1);
}

function policyStep(context: DecisionContext, jobPath: FieldPath): PolicyResult {
  const { workload, settings } = context;
  const rules = items(at(workload.jobSpec, ["podFailurePolicy", "rules"]));
  const rulesPath = [...jobPath, "podFailurePolicy", "rules"];
  const existing = rules.findIndex(isAboutDisruptions);
  if (existing >= 0) return existingPolicy(context, rules, existing, rulesPath);
  const objection = objectionToPolicy(context, jobPath, rules);
  if (objection !== null) return { ...NOTHING, diagnostics: [objection], ignoresDisruptions: false };
  const hasPolicy = !isNullish(at(workload.jobSpec, ["podFailurePolicy"]));
  const rule = { ...IGNORE_DISRUPTIONS, onPodConditions: [...IGNORE_DISRUPTIONS.onPodConditions] };
  const shared = {
    step: "lifecycle",
    reason: "a preempted or drained pod is no failure; rules match in order, so this one comes first",
    origin: { kind: "profile", name: settings.base },
  } as const;
  const intent: Intent = hasPolicy
    ? { op: "prepend", path: rulesPath, value: rule, ...shared }
    : { op: "set", path: [...jobPath, "podFailurePolicy"], value: { rules: [rule] }, ...shared };
  return { ...NOTHING, intents: [intent], ignoresDisruptions: true };
}

function isAboutDisruptions(rule: YamlNode): boolean {
  return items(at(rule, ["onPodConditions"])).some(
    (condition) =>
      textAt(condition, ["type"]) === "DisruptionTarget" &&
      (textAt(condition, ["status"]) ?? "True") === "True",
  );
}

/** The user's own rule about disruptions stays, whatever it does. */
function existingPolicy(
  { workload }: DecisionContext,
  rules: readonly YamlNode[],
  index: number,
  rulesPath: FieldPath,
): PolicyResult {
  const ignores = textAt(rules[index] ?? null, ["action"]) === "Ignore";
  const earlier = rules.slice(0, index).findIndex((rule) => textAt(rule, ["action"]) !== "Ignore");
  const diagnostics: Advice[] = [];
  if (!ignores)
    diagnostics.push(
      inform(workload, [...rulesPath, index], {
        code: "job-retries-preemption",
        message: `${objectTitle(workload.object)} has a rule of its own for disrupted pods; it is left as it is`,
      }),
    );
  else if (earlier >= 0)
    diagnostics.push(
      warn(workload, [...rulesPath, earlier], {
        code: "job-retries-preemption",
        message: "this rule matches before the one that ignores disruptions",
        why: "A preempted pod often ends with exit code 137 or 143; rules match in order.",
        advice: "Put the rule for DisruptionTarget first.",
      }),
    );
  return { ...NOTHING, diagnostics, ignoresDisruptions: ignores && earlier < 0 };
}

/** Why the rule cannot be added, as a warning; null where it can. */
function objectionToPolicy(
  context: DecisionContext,
  jobPath: FieldPath,
  rules: readonly YamlNode[],
): Advice | null {
  const { workload } = context;
  const title = objectTitle(workload.object);
  const why = "Preemptions and drains then count as failures and use up the retries.";
  const code = "job-retries-preemption";
  const restart = textAt(workload.podSpec, ["restartPolicy"]);
  if (restart !== "Never")
    return warn(workload, [...workload.podSpecPath, "restartPolicy"], {
      code,
      message: `${title} has ${restart === null ? "no restartPolicy" : `restartPolicy: ${restart}`}, so podFailurePolicy is not added`,
      why,
      advice: "Set `restartPolicy: Never`, which podFailurePolicy needs.",
    });
  const minor = servedMinor(context);
  if (minor < POD_FAILURE_POLICY_MINOR)
    return warn(workload, jobPath, {
      code,
      message: `Kubernetes 1.${minor} has no podFailurePolicy by default, so it is not added to ${title}`,
      why,
      advice: "It is there from 1.26 on; name the version with --kubernetes-version.",
    });
  const replacement = textAt(workload.jobSpec, ["podReplacementPolicy"]);
  if (replacement !== null && replacement !== "Failed")
    return warn(workload, [...jobPath, "podReplacementPolicy"], {
      code,
      message: `${title} has podReplacementPolicy: ${replacement}, so podFailurePolicy is not added`,
      why: `The API server takes podFailurePolicy only with \`Failed\`. ${why}`,
      advice: "Set `podReplacementPolicy: Failed`, or remove the field.",
    });
  if (rules.length < MOST_RULES) return null;
  return warn(workload, [...jobPath, "podFailurePolicy", "rules"], {
    code,
    message: `${title} has ${rules.length} rules in podFailurePolicy, and there can be ${MOST_RULES}: none is added`,
    why,
    advice: "Join two rules, and let the first ignore the condition DisruptionTarget.",
  });
}

/** An object of an API that went with 1.25 is for a cluster older than that. */
function servedMinor({ workload, settings }: DecisionContext): number {
  const isOld = workload.object.apiVersion === "batch/v1beta1";
  return isOld ? Math.min(settings.kubernetesMinor.value, 24) : settings.kubernetesMinor.value;
}

function deadlineNotes({ workload }: DecisionContext, jobPath: FieldPath): readonly Advice[] {
  if (integer(at(workload.jobSpec, ["activeDeadlineSeconds"])) !== null) return [];
  return [
    inform(workload, jobPath, {
      code: "job-no-deadline",
      message: `${objectTitle(workload.object)} has no activeDeadlineSeconds: ignored disruptions are retried without end`,
      advice: "Set activeDeadlineSeconds to the longest time the run may take.",
    }),
  ];
}
