import { amountPath } from "../../k8s/workload.ts";
import { podWithResources } from "../examples/pod.ts";
import { resourcesOf } from "../resources/asks.ts";
import { computeOf, computingContainers } from "../resources/compute.ts";
import { MANAGING_RESOURCES } from "../resources/sources.ts";
import { perPod, type Rule } from "../rule.ts";

/** A container without a CPU request is scheduled as if it needed none, and comes last when the node is busy. */
export const gpuNoCpuRequest: Rule = {
  id: "gpu-no-cpu-request",
  severity: "info",
  title: "GPU container without a CPU request",
  fix: "none",
  about: () => ({
    why: "The scheduler counts 0 CPU for it and may fill the node's CPUs with others; on a busy node it gets the least share, and the GPU waits for data.",
    advice: "Set `resources.requests.cpu` to what feeding the GPU takes; `gpuify patch --cpu` writes it.",
    sources: [MANAGING_RESOURCES],
    bad: podWithResources(`
limits:
  nvidia.com/gpu: 1
  memory: 64Gi
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
    computingContainers(pod).flatMap((container) => {
      if (computeOf(container, pod, "cpu").request) return [];
      const { view } = container;
      return [
        {
          path: amountPath(view, "requests", "cpu") ?? view.path,
          container: view,
          message: `container "${view.name}" asks for ${resourcesOf(container)}, but for no CPU`,
        },
      ];
    }),
  ),
};
