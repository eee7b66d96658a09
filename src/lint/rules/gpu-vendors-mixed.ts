import type { AcceleratorAsk } from "../../workload/accelerators.ts";
import { podWithResources } from "../examples/pod.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { perPod, type Rule } from "../rule.ts";

/** All containers of a pod run on one node, and a node has the accelerators of one vendor. */
export const gpuVendorsMixed: Rule = {
  id: "gpu-vendors-mixed",
  severity: "warning",
  title: "GPUs of two vendors in one pod",
  fix: "none",
  about: () => ({
    why: "All containers of a pod run on one node. No machine of a cloud that gpuify knows has accelerators of two vendors, so the pod stays Pending.",
    advice: "Keep one of the resources, or make a pod for each vendor.",
    sources: [
      {
        title: "Pods",
        url: "https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers",
      },
    ],
    bad: podWithResources(`
limits:
  nvidia.com/gpu: 1
  amd.com/gpu: 1
`),
    good: podWithResources(`
limits:
  nvidia.com/gpu: 1
`),
  }),
  check: perPod((pod) => {
    const asks = asksOf(pod);
    const [first] = asks;
    const second = asks.find(({ ask }) => ask.meaning.vendor !== first?.ask.meaning.vendor);
    const place = (second?.ask.limit ?? second?.ask.request)?.path;
    const firstPlace = (first?.ask.limit ?? first?.ask.request)?.path;
    if (first === undefined || second === undefined || place === undefined) return [];
    return [
      {
        path: place,
        at: "key",
        container: second.container.view,
        message: `the pod asks for ${first.ask.resource} and for ${second.ask.resource}, which are of two vendors`,
        // Workstations have a processor of Intel's with a small GPU in it beside the large one.
        ...([first, second].some(({ ask }) => ask.meaning.vendor === "intel") && { severity: "info" }),
        ...(firstPlace !== undefined && {
          related: [
            { object: pod.object, path: firstPlace, message: `${first.ask.resource} is asked for here` },
          ],
        }),
      },
    ];
  }),
};

function asksOf({ gpuContainers }: Pod): readonly { ask: AcceleratorAsk; container: PodContainerView }[] {
  return gpuContainers.flatMap((container) => container.asked.map((ask) => ({ ask, container })));
}
