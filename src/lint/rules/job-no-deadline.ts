import { labelsOf } from "../../k8s/object.ts";
import { deviceList, podDevices } from "../../workload/pod-devices.ts";
import { at, isNullish, member } from "../../yaml/access.ts";
import { jobExample } from "../examples/workloads.ts";
import { gpuJob } from "../lifecycle/retries.ts";
import { perPod, type Rule } from "../rule.ts";

/** Kueue ends what runs longer (kueue.sigs.k8s.io/docs: maximum execution time). */
const KUEUE_LIMIT = "kueue.x-k8s.io/max-exec-time-seconds";

/** A GPU Job that nothing ends when it hangs. */
export const jobNoDeadline: Rule = {
  id: "job-no-deadline",
  severity: "info",
  title: "GPU Job without a deadline",
  fix: "none",
  about: () => ({
    why: "A run that hangs, as ranks do that wait for each other, neither fails nor ends and holds its GPUs until somebody looks.",
    advice: "Set `activeDeadlineSeconds` to the longest time that the run may take, its retries included.",
    sources: [
      {
        title: "Jobs: termination and cleanup",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup",
      },
    ],
    bad: jobExample({ spec: "backoffLimit: 3" }),
    good: jobExample({ spec: "backoffLimit: 3\nactiveDeadlineSeconds: 86400" }),
  }),
  check: perPod((pod, context) => {
    const job = gpuJob(pod, context);
    if (job === null || labelsOf(pod.object).has(KUEUE_LIMIT)) return [];
    const isLimited = [job.spec, pod.workload.podSpec].some(
      (node) => !isNullish(member(node, "activeDeadlineSeconds")),
    );
    if (isLimited || !isNullish(at(job.spec, ["managedBy"]))) return [];
    const devices = deviceList(podDevices(pod.workload, context), job.pods);
    return [
      {
        path: [...job.path, "activeDeadlineSeconds"],
        message: `activeDeadlineSeconds is missing: a run that hangs holds ${devices === "" ? "its devices" : devices} without end`,
      },
    ];
  }),
};
