import { deviceList, podDevices } from "../../workload/pod-devices.ts";
import {
  DEFAULT_RETRIES,
  disruptionPolicy,
  hasRetryLimit,
  limitRetries,
  type RetriedJob,
  retryLimit,
} from "../../workload/retries.ts";
import { jobExample } from "../examples/workloads.ts";
import { gpuJob } from "../lifecycle/retries.ts";
import { type Fix, perPod, type Rule } from "../rule.ts";

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
    const job = gpuJob(pod, context);
    if (job === null || hasRetryLimit(job)) return [];
    const devices = deviceList(podDevices(pod.workload, context));
    const fix = fixFor(job);
    return [
      {
        path: [...job.path, "backoffLimit"],
        message: `backoffLimit is missing: after failures ${job.restartPolicy === "OnFailure" ? "containers" : "pods"} are started ${DEFAULT_RETRIES} more times${devices === "" ? "" : `, each on ${devices}`}`,
        ...(fix !== null && { fix }),
      },
    ];
  }),
};

/** The number that `gpuify patch -p training` writes. */
function fixFor(job: RetriedJob): Fix | null {
  const limit = retryLimit(job, disruptionPolicy(job).kind === "ignored" ? "ignored" : "counted");
  if (limit === null) return null;
  return {
    safety: "unsafe",
    title: `set ${limit.field} to ${limit.value}`,
    operations: [limitRetries(limit)],
  };
}
