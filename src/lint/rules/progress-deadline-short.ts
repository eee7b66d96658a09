import {
  DEFAULT_DEADLINE,
  isDeadlineShort,
  progressDeadline,
  raiseDeadline,
} from "../../workload/rollout.ts";
import { serverExample } from "../examples/workloads.ts";
import { replicasOf } from "../lifecycle/replicas.ts";
import { perPod, type Rule } from "../rule.ts";

/** A rollout that counts as failed while a GPU node starts and its image is pulled. */
export const progressDeadlineShort: Rule = {
  id: "progress-deadline-short",
  severity: "info",
  title: "Rollout deadline shorter than a GPU pod's start",
  fix: "unsafe",
  about: () => ({
    why: "A rollout without progress for `progressDeadlineSeconds` counts as failed, and tools that wait for it give up. A GPU pod may first need a node, then an image of tens of GB, then a model: the default of 600 s is little already.",
    advice: "Remove `progressDeadlineSeconds`, or set it to what the slowest start takes, for example 1800.",
    sources: [
      {
        title: "Deployments: progress deadline seconds",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds",
      },
    ],
    bad: serverExample({ spec: "progressDeadlineSeconds: 120" }),
    good: serverExample({ spec: "progressDeadlineSeconds: 1800" }),
  }),
  check: perPod((pod, context) => {
    if (!pod.isGpuPod) return [];
    const deadline = progressDeadline(pod.workload, replicasOf(pod, context)?.most ?? null);
    if (deadline === null || !isDeadlineShort(deadline)) return [];
    const { path, seconds } = deadline;
    const raised = raiseDeadline(deadline);
    return [
      {
        path,
        message: `a rollout counts as failed after ${seconds} s without progress, less than the default of ${DEFAULT_DEADLINE} s`,
        fix: {
          safety: "unsafe",
          title: `set progressDeadlineSeconds to ${raised.value}`,
          operations: [raised],
        },
      },
    ];
  }),
};
