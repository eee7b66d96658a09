import { counted } from "../../kernel/words.ts";
import { autoscalersOf } from "../../workload/autoscalers.ts";
import { startsApart } from "../../workload/gang.ts";
import { podCounts } from "../../workload/pod-counts.ts";
import { queuePath } from "../../workload/queue.ts";
import { pyTorchJob } from "../examples/custom-kinds.ts";
import { gpuPodSets, isFirstWithGpu, workloadOf } from "../lifecycle/gpu-roles.ts";
import { perPod, type Rule } from "../rule.ts";

/** Pods that wait for each other, and may start one by one. */
export const gpuPodsStartApart: Rule = {
  id: "gpu-pods-start-apart",
  severity: "info",
  title: "Run whose pods wait for each other and need not start together",
  fix: "none",
  about: () => ({
    why: "The default scheduler starts pods one by one. Where GPUs are short some of a run's pods start, hold theirs and wait for the others; two such runs can wait for each other without end.",
    advice:
      "Put it into a queue of Kueue (label `kueue.x-k8s.io/queue-name`; `gpuify -p training --queue NAME` writes it), or name a scheduler that starts pods in gangs.",
    sources: [
      {
        title: "Kueue: all-or-nothing with ready pods",
        url: "https://kueue.sigs.k8s.io/docs/tasks/manage/setup_wait_for_pods_ready/",
      },
      {
        title: "Kubeflow: job scheduling",
        url: "https://www.kubeflow.org/docs/components/trainer/legacy-v1/user-guides/job-scheduling/",
      },
    ],
    bad: pyTorchJob(),
    good: pyTorchJob({ metadata: "  labels:\n    kueue.x-k8s.io/queue-name: team-a\n" }),
  }),
  check: perPod((pod, context) => {
    const workload = workloadOf(pod);
    if (workload === null || !isFirstWithGpu(pod, context) || !startsApart(workload)) return [];
    // A slice of TPUs comes as a whole.
    if (pod.vendors.every((vendor) => vendor === "google")) return [];
    const autoscalers = autoscalersOf(workload, context.surroundings);
    const pods = gpuPodSets(pod, context).reduce(
      (sum, podSet) => sum + (podCounts(podSet, autoscalers)?.written ?? 1),
      0,
    );
    if (pods < 2) return [];
    const path = queuePath(pod.workload) ?? ["metadata", "labels"];
    const message = `${counted(pods, "pod")} with GPUs wait for each other, and nothing starts them together`;
    return [{ path, about: "object", message }];
  }),
};
