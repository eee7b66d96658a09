import { amountPath } from "../../k8s/workload.ts";
import { podWithResources } from "../examples/pod.ts";
import { resourcesOf } from "../resources/asks.ts";
import { computeOf, computingContainers } from "../resources/compute.ts";
import { MANAGING_RESOURCES } from "../resources/sources.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** Without a limit one container can take the node's memory, and without a request nothing is set aside for it. */
export const gpuNoMemoryLimit: Rule = {
  id: "gpu-no-memory-limit",
  severity: "warning",
  title: "GPU container without a memory limit",
  fix: "none",
  about: () => ({
    why: "Loading weights and data takes much memory of the host. A container without a limit can use up the node's, and the kernel then kills processes of any pod there; without a request the scheduler counts 0 bytes.",
    advice:
      "Set `resources.limits.memory` to what the container needs at most: loading weights can need as much memory as the weights. `gpuify patch --memory` writes it.",
    sources: [
      MANAGING_RESOURCES,
      {
        title: "Assign Memory Resources to Containers and Pods",
        url: "https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/#if-you-do-not-specify-a-memory-limit",
      },
    ],
    bad: podWithResources(`
limits:
  nvidia.com/gpu: 1
`),
    good: podWithResources(`
requests:
  cpu: "8"
limits:
  nvidia.com/gpu: 1
  memory: 64Gi
`),
  }),
  check: perPod((pod) =>
    computingContainers(pod).flatMap((container): RuleFinding[] => {
      const memory = computeOf(container, pod, "memory");
      if (memory.limit) return [];
      const { view } = container;
      const path = amountPath(view, "limits", "memory") ?? view.path;
      return [
        memory.request
          ? {
              path,
              container: view,
              severity: "info",
              message: `container "${view.name}" asks for ${resourcesOf(container)}, and for memory without a limit`,
            }
          : {
              path,
              container: view,
              message: `container "${view.name}" asks for ${resourcesOf(container)}, but for no memory`,
            },
      ];
    }),
  ),
};
