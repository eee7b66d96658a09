import type { ValueOperation } from "../edit/operation.ts";
import { isCustomKind } from "../k8s/kinds.ts";
import { ON_BY_DEFAULT_SINCE } from "../k8s/on-by-default.ts";
import type { PodSet } from "../k8s/workload.ts";
import { at, isNullish, items, text, textAt } from "../yaml/access.ts";
import type { FieldPath, MapNode, YamlNode } from "../yaml/tree.ts";
import { jobPods } from "./job-pods.ts";

/** Retries of a Job that says nothing (kubernetes/api batch/v1 JobSpec). */
export const DEFAULT_RETRIES = 6;

/** Retries for one pod: a crash loop on a GPU is expensive, a flaky start is common. */
export const RETRIES_PER_POD = 3;

/** Most rules a podFailurePolicy may have (kubernetes/api batch/v1 PodFailurePolicy). */
export const MOST_RULES = 20;

/** A Job, or what a CronJob makes, as far as its retries go. */
export interface RetriedJob {
  readonly spec: MapNode;
  /** Of the spec, from the top of the object. */
  readonly path: FieldPath;
  /** As it is written, also where the API server rejects it; null where it is not. */
  readonly restartPolicy: string | null;
  /** Pods that run at once, at least 1: a Job that is held back runs them later. */
  readonly pods: number;
  /** Pods that must succeed; null where the first success ends the Job. */
  readonly completions: number | null;
  /** The 34 of the Kubernetes 1.34 that it is for. */
  readonly minor: number;
  /** It stands inside a custom resource, whose schema may hold it. */
  readonly isEmbedded: boolean;
}

/**
 * The Job of a workload for Kubernetes 1.`minor`; null for kinds that run no Jobs. An object of batch/v1beta1, which
 * went with 1.25, is for a cluster older than that.
 */
export function retriedJob(
  { object, kind, jobSpec, jobPath, podSpec }: PodSet,
  minor: number,
): RetriedJob | null {
  if (jobSpec === null || jobPath === null) return null;
  const { atOnce, completions } = jobPods(jobSpec);
  return {
    spec: jobSpec,
    path: jobPath,
    restartPolicy: textAt(podSpec, ["restartPolicy"]),
    pods: Math.max(1, atOnce),
    completions,
    minor: object.apiVersion === "batch/v1beta1" ? Math.min(minor, 24) : minor,
    isEmbedded: isCustomKind(kind),
  };
}

/** What a Job's podFailurePolicy does about pods that were preempted, drained or evicted. */
type DisruptionPolicy =
  | { readonly kind: "ignored" }
  /** The rule at the path says otherwise on purpose. */
  | { readonly kind: "own"; readonly path: FieldPath }
  /** The rule at the path comes before the one that ignores them, and matches first. */
  | { readonly kind: "hidden"; readonly path: FieldPath; readonly action: string }
  | { readonly kind: "counted" };

/** Reads the policy; rules match in order (kubernetes.io/docs: Pod failure policy). */
export function disruptionPolicy({ spec, path }: RetriedJob): DisruptionPolicy {
  const rules = rulesOf(spec);
  const pathOf = (index: number): FieldPath => [...path, "podFailurePolicy", "rules", index];
  const index = rules.findIndex(isAboutDisruptions);
  if (index < 0) return { kind: "counted" };
  if (textAt(rules[index] ?? null, ["action"]) !== "Ignore") return { kind: "own", path: pathOf(index) };
  const before = rules.slice(0, index).findIndex(takesKilledPods);
  if (before < 0) return { kind: "ignored" };
  return {
    kind: "hidden",
    path: pathOf(before),
    action: textAt(rules[before] ?? null, ["action"]) ?? "",
  };
}

function rulesOf(spec: MapNode): readonly YamlNode[] {
  return items(at(spec, ["podFailurePolicy", "rules"]));
}

/** A condition's status is True where it is not written (kubernetes/kubernetes pkg/apis/batch/v1/defaults.go). */
function isAboutDisruptions(rule: YamlNode): boolean {
  return items(at(rule, ["onPodConditions"])).some(
    (condition) =>
      textAt(condition, ["type"]) === "DisruptionTarget" &&
      (textAt(condition, ["status"]) ?? "True") === "True",
  );
}

/** Exit codes of a container that was told to stop (SIGTERM) and then killed (SIGKILL). */
const KILLED = ["137", "143"];

function takesKilledPods(rule: YamlNode): boolean {
  if (textAt(rule, ["action"]) === "Ignore") return false;
  const codes = at(rule, ["onExitCodes"]);
  if (isNullish(codes)) return false;
  const values = items(at(codes, ["values"])).map(text);
  const isIn = textAt(codes, ["operator"]) === "In";
  return KILLED.some((code) => values.includes(code) === isIn);
}

/** Why a Job cannot be given a rule that ignores disruptions. */
export type PolicyObstacle =
  /** Only `Never` is allowed beside a podFailurePolicy. */
  | { readonly kind: "restart-policy" }
  | { readonly kind: "version" }
  /** `podReplacementPolicy`, where it is written, must be `Failed` beside one. */
  | { readonly kind: "replacement"; readonly policy: string }
  | { readonly kind: "full"; readonly rules: number };

/** The first obstacle, or null. Source: kubernetes/kubernetes pkg/apis/batch/validation (validateJobSpec). */
export function policyObstacle({ spec, restartPolicy, minor }: RetriedJob): PolicyObstacle | null {
  if (restartPolicy !== "Never") return { kind: "restart-policy" };
  if (minor < ON_BY_DEFAULT_SINCE.podFailurePolicy) return { kind: "version" };
  const replacement = textAt(spec, ["podReplacementPolicy"]);
  if (replacement !== null && replacement !== "Failed") return { kind: "replacement", policy: replacement };
  const rules = rulesOf(spec).length;
  return rules < MOST_RULES ? null : { kind: "full", rules };
}

/** A rule that takes pods that were preempted or drained out of the count. */
export const IGNORE_DISRUPTIONS = {
  action: "Ignore",
  onPodConditions: [{ type: "DisruptionTarget" }],
} as const;

/**
 * The same inside a custom resource: `status` has a default in the Job's own API only, and the schemas of custom kinds that
 * copied a JobSpec require it (kubernetes/api batch/v1 PodFailurePolicyOnPodConditionsPattern; kaiwo.silogen.ai KaiwoJob).
 */
export const IGNORE_DISRUPTIONS_EMBEDDED = {
  action: "Ignore",
  onPodConditions: [{ type: "DisruptionTarget", status: "True" }],
} as const;

/** Adds the rule before all others, where there is no obstacle. */
export function ignoreDisruptions({ spec, path, isEmbedded }: RetriedJob): ValueOperation {
  const policy = [...path, "podFailurePolicy"];
  const rule = isEmbedded ? IGNORE_DISRUPTIONS_EMBEDDED : IGNORE_DISRUPTIONS;
  return isNullish(at(spec, ["podFailurePolicy"]))
    ? { op: "set", path: policy, value: { rules: [rule] } }
    : { op: "prepend", path: [...policy, "rules"], value: rule };
}

/** True where somebody says how often the Job is tried. */
export function hasRetryLimit({ spec }: RetriedJob): boolean {
  return ["backoffLimit", "backoffLimitPerIndex"].some((name) => !isNullish(at(spec, [name])));
}

/** A number of retries to write. */
export interface RetryLimit {
  readonly field: "backoffLimit" | "backoffLimitPerIndex";
  readonly path: FieldPath;
  readonly value: number;
}

/**
 * The number of retries that a GPU Job gets where nobody says one: three for each pod that runs at once, because all
 * ranks abort together. Indexes that do not all run at once are shares of the work, with three retries each.
 * Where preemptions count as failures and a podFailurePolicy could tell them apart, fewer retries than the default would
 * give up a run that is fine: null, until they are told apart. With `OnFailure` they never can be.
 */
export function retryLimit(job: RetriedJob, disruptions: "ignored" | "counted"): RetryLimit | null {
  const isCounted = disruptions === "counted" && job.restartPolicy !== "OnFailure";
  if (worksOffShares(job)) return isCounted ? null : limit(job, "backoffLimitPerIndex", RETRIES_PER_POD);
  const value = RETRIES_PER_POD * job.pods;
  return isCounted && value < DEFAULT_RETRIES ? null : limit(job, "backoffLimit", value);
}

function limit({ path }: RetriedJob, field: RetryLimit["field"], value: number): RetryLimit {
  return { field, path: [...path, field], value };
}

/**
 * True for an Indexed Job that works off more indexes than run at once: they cannot be ranks that wait for each other.
 * Retries by index need pods that are not restarted in place (kubernetes/api batch/v1 JobSpec, backoffLimitPerIndex).
 */
function worksOffShares({ spec, restartPolicy, pods, completions, minor }: RetriedJob): boolean {
  if (textAt(spec, ["completionMode"]) !== "Indexed" || restartPolicy === "OnFailure") return false;
  return minor >= ON_BY_DEFAULT_SINCE.retriesByIndex && (completions ?? 1) > pods;
}

/** Writes the number in front of a podFailurePolicy, where the training profile's own retries are known again. */
export function limitRetries({ path, value }: RetryLimit): ValueOperation {
  return { op: "set", path, value, before: "podFailurePolicy" };
}
