import { namesQueue } from "../../workload/queue.ts";
import { queueRefusal } from "../../workload/queue-refusal.ts";
import { RAY_JOB } from "../examples/custom-kinds.ts";
import { isFirstWithGpu } from "../lifecycle/gpu-roles.ts";
import { perPod, type Rule } from "../rule.ts";

const QUEUED = RAY_JOB.replace(
  "  name: finetune\n",
  "  name: finetune\n  labels:\n    kueue.x-k8s.io/queue-name: team-a\n",
);

/** An object with a queue and with fields that Kueue does not take beside one. */
export const queueRejected: Rule = {
  id: "queue-rejected",
  severity: "error",
  title: "Queue that Kueue rejects for this object",
  fix: "none",
  about: () => ({
    why: "Kueue admits an object as a whole, so it must know all of its pods and see them end: with a queue its webhook rejects a Ray cluster that scales itself, and a RayJob that leaves its cluster running or runs on another one.",
    advice: "Change the field, or take the object out of the queue.",
    sources: [
      {
        title: "Kueue: run a RayJob",
        url: "https://kueue.sigs.k8s.io/docs/tasks/run/rayjobs/",
      },
      {
        title: "Kueue: webhook of RayJobs (rayjob_webhook.go)",
        url: "https://github.com/kubernetes-sigs/kueue/blob/main/pkg/controller/jobs/rayjob/rayjob_webhook.go",
      },
    ],
    bad: QUEUED.replace("  shutdownAfterJobFinishes: true\n", ""),
    good: QUEUED,
  }),
  check: perPod((pod, context) => {
    const { object } = pod;
    if (object.wrapper !== undefined || !namesQueue(object) || !isFirstWithGpu(pod, context)) return [];
    const refusal = queueRefusal(pod.workload);
    if (refusal === null) return [];
    return [{ path: refusal.at, about: "object", message: `the queue is rejected: ${refusal.why}` }];
  }),
};
