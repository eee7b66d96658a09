import { at, integer } from "../../k8s/access.ts";
import { serverExample } from "../examples/workloads.ts";
import { replicasOf } from "../lifecycle/replicas.ts";
import { perPod, type Rule } from "../rule.ts";

/** Seconds that a rollout may go without progress by default (kubernetes/api apps/v1 DeploymentSpec). */
const DEFAULT_SECONDS = 600;

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
    const { workload, object, gpuContainers } = pod;
    if (workload.kind.class !== "deployment" || gpuContainers.length === 0) return [];
    // A workload that is switched off has no rollout to wait for.
    if (replicasOf(pod, context)?.most === 0) return [];
    const path = ["spec", "progressDeadlineSeconds"];
    const seconds = integer(at(object.root, path));
    if (seconds === null || seconds <= 0 || seconds >= DEFAULT_SECONDS) return [];
    return [
      {
        path,
        message: `a rollout counts as failed after ${seconds} s without progress, less than the default of ${DEFAULT_SECONDS} s`,
        fix: {
          safety: "unsafe",
          title: "set progressDeadlineSeconds to 1800",
          operations: [{ op: "set", path, value: 1800 }],
        },
      },
    ];
  }),
};
