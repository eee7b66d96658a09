import type { Operation } from "../../edit/operation.ts";
import { at, isNullish, textAt } from "../../k8s/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { LintContext } from "../context.ts";
import { jobExample } from "../examples/workloads.ts";
import { deviceList, devicesPerPod } from "../lifecycle/devices.ts";
import { disruptionPolicy, type GpuJob, gpuJob } from "../lifecycle/retries.ts";
import { type Fix, perPod, type Rule } from "../rule.ts";

/** Retries of a Job that says nothing (kubernetes/api batch/v1 JobSpec). */
const DEFAULT_RETRIES = 6;

/** Retries for one pod: a crash loop on a GPU is expensive, a flaky start is common. */
const RETRIES_PER_POD = 3;

/** A GPU Job that is tried as often as Kubernetes tries any. */
export const jobNoBackoffLimit: Rule = {
  id: "job-no-backoff-limit",
  severity: "warning",
  title: "GPU Job without backoffLimit",
  fix: "unsafe",
  about: () => ({
    why: "A Job that says nothing is tried 6 more times, and each try holds its GPUs until it fails: a run that breaks after hours burns them seven times over.",
    advice:
      "Set `backoffLimit`, for example to 3 for each pod that runs at once, and let preemptions not count (`podFailurePolicy`).",
    sources: [
      {
        title: "Jobs: pod backoff failure policy",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy",
      },
    ],
    bad: jobExample(),
    good: jobExample({ spec: "backoffLimit: 3" }),
  }),
  check: perPod((pod, context) => {
    const job = gpuJob(pod);
    if (job === null) return [];
    const { spec, path } = job;
    if (["backoffLimit", "backoffLimitPerIndex"].some((name) => !isNullish(at(spec, [name])))) return [];
    const devices = deviceList(devicesPerPod(pod));
    const fix = fixFor(job, context);
    return [
      {
        path: [...path, "backoffLimit"],
        message: `backoffLimit is missing: after failures ${job.restartPolicy === "OnFailure" ? "containers" : "pods"} are started ${DEFAULT_RETRIES} more times${devices === "" ? "" : `, each on ${devices}`}`,
        ...(fix !== null && { fix }),
      },
    ];
  }),
};

/**
 * The number that `gpuify patch -p training` writes. A smaller one than the default makes a Job give up after fewer
 * preemptions, so only where these do not count.
 */
function fixFor(job: GpuJob, context: LintContext): Fix | null {
  const { spec, path, pods, completions } = job;
  const ignored = disruptionPolicy(job).kind === "ignored";
  const isShared = textAt(spec, ["completionMode"]) === "Indexed" && (completions ?? 1) > pods;
  // Retries by index: beta and on since 1.29 (kubernetes/enhancements KEP-3850).
  if (isShared && context.minor >= 29) {
    if (!ignored) return null;
    return {
      safety: "unsafe",
      title: `set backoffLimitPerIndex to ${RETRIES_PER_POD}`,
      operations: [retries([...path, "backoffLimitPerIndex"], RETRIES_PER_POD)],
    };
  }
  const value = RETRIES_PER_POD * pods;
  if (!ignored && value < DEFAULT_RETRIES) return null;
  return {
    safety: "unsafe",
    title: `set backoffLimit to ${value}`,
    operations: [retries([...path, "backoffLimit"], value)],
  };
}

/** Where the training profile writes it, so that another profile knows it again. */
function retries(path: FieldPath, value: number): Operation {
  return { op: "set", path, value, before: "podFailurePolicy" };
}
