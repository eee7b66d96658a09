import { objectTitle } from "../../../../k8s/object.ts";
import type { Advice, Refusal } from "../../../../kernel/diagnostic.ts";
import { minorToWriteFor } from "../../../../profile/layers.ts";
import {
  disruptionPolicy,
  ignoreDisruptions,
  limitRetries,
  policyObstacle,
  type RetriedJob,
  type RetryLimit,
  retriedJob,
  retryLimit,
} from "../../../../workload/retries.ts";
import { at, integer, isNullish } from "../../../../yaml/access.ts";
import type { FieldPath } from "../../../../yaml/tree.ts";
import { isOurs, jsonAt, trainingRecord } from "../../../records/training-record.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { inform } from "../../../shared/diagnostics.ts";
import { isFilledInLater, renderFirst } from "../../../shared/render-first.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import { policyDiagnostics } from "./policy-diagnostics.ts";

/**
 * Retries of a Job that neither burn GPUs on a crash loop nor give up because of preemptions. `workers` is how many
 * pods this run makes work together, or null.
 */
export function retriesStep(context: PodSetContext, workers: number | null): StepResult {
  const { podSet, settings } = context;
  const written = retriedJob(podSet, minorToWriteFor(settings));
  if (written === null) return NOTHING;
  // Workers are ranks, which all run at once.
  const job = workers === null ? written : { ...written, pods: workers, completions: workers };
  const policy = policyOperations(context, job);
  const areIgnored = policy.length > 0 || disruptionPolicy(job).kind === "ignored";
  const backoff = backoffOperations(context, job, areIgnored ? "ignored" : "counted", workers);
  const isWidthMissing = workers === null && backoff.length > 0;
  return {
    ...NOTHING,
    operations: [...backoff, ...policy],
    diagnostics: [
      ...policyDiagnostics(context, job),
      ...(areIgnored ? deadlineDiagnostics(context, job.path) : []),
    ],
    refusals: isWidthMissing ? widthUnknown(context, job.path) : [],
  };
}

/** Retries are counted per pod; how many pods there are may be filled in later. */
function widthUnknown(context: PodSetContext, jobPath: FieldPath): readonly Refusal[] {
  const path = ["parallelism", "completions"]
    .map((field) => [...jobPath, field])
    .find((one) => isFilledInLater(context.podSet, one));
  if (path === undefined) return [];
  const needed = "gpuify computes the number of retries from the number of pods";
  return [renderFirst(context, path, { needed, orElse: "set backoffLimit" })];
}

function backoffOperations(
  { podSet, settings }: PodSetContext,
  job: RetriedJob,
  disruptions: "ignored" | "counted",
  workers: number | null,
): readonly ReasonedOperation[] {
  if (!isNullish(at(job.spec, ["backoffLimitPerIndex"]))) return [];
  const path = [...job.path, "backoffLimit"];
  // A number that was written for another number of workers is out of date.
  const isOutdated = workers !== null && isOurs(trainingRecord(podSet), "backoffLimit", jsonAt(podSet, path));
  if (!isNullish(at(job.spec, ["backoffLimit"])) && !isOutdated) return [];
  const limit = retryLimit(job, disruptions);
  if (limit === null || jsonAt(podSet, limit.path) === limit.value) return [];
  const origin = { kind: "profile", name: settings.base } as const;
  return [{ ...limitRetries(limit), step: "lifecycle", origin, reason: reasonFor(limit, job) }];
}

function reasonFor({ field }: RetryLimit, { pods }: RetriedJob): string {
  if (field === "backoffLimitPerIndex")
    return "three retries for each index: not all of them run at once, so they are shares of the work, and one that fails takes nothing from the others";
  return pods === 1
    ? "three retries, so that a crash loop does not hold a GPU for long"
    : `three retries for ${pods} pods: all ranks abort with the first, and each counts as a failure`;
}

/** The rule that ignores disruptions, where none is about them yet and one can be added. */
function policyOperations({ settings }: PodSetContext, job: RetriedJob): readonly ReasonedOperation[] {
  if (disruptionPolicy(job).kind !== "counted" || policyObstacle(job) !== null) return [];
  return [
    {
      ...ignoreDisruptions(job),
      step: "lifecycle",
      reason: "a preempted or drained pod is no failure; rules match in order, so this one comes first",
      origin: { kind: "profile", name: settings.base },
    },
  ];
}

function deadlineDiagnostics({ podSet }: PodSetContext, jobPath: FieldPath): readonly Advice[] {
  if (integer(at(podSet.jobSpec, ["activeDeadlineSeconds"])) !== null) return [];
  return [
    inform(podSet, jobPath, {
      code: "job-no-deadline",
      message: `${objectTitle(podSet.object)} has no activeDeadlineSeconds: ignored disruptions are retried without end`,
      advice: "Set activeDeadlineSeconds to the longest time the run may take.",
    }),
  ];
}
