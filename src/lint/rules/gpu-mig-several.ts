import { isPositive } from "../../k8s/scheduling/node-requirements.ts";
import type { LintContext } from "../context.ts";
import { podWithResources } from "../examples/pod.ts";
import { requiredOfAll } from "../platform.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { effectiveCount } from "../resources/asks.ts";
import { perContainer, type Rule, type RuleFinding } from "../rule.ts";
import { partLabels } from "../sharing/mig-profiles.ts";
import { EKS_MIG, MIG_CUDA, MIG_TWO_PROFILES } from "../sharing/sources.ts";

/** A process of CUDA uses one MIG device, and of several profiles only one becomes visible to the container. */
export const gpuMigSeveral: Rule = {
  id: "gpu-mig-several",
  severity: "warning",
  title: "Several MIG devices for one container",
  fix: "none",
  about: () => ({
    why: "CUDA enumerates one MIG device per process, and MIG devices have no peer-to-peer access and no NCCL between them: a second one is idle unless another process selects it. With several profiles, the device plugin of each sets NVIDIA_VISIBLE_DEVICES and the container sees the devices of one profile only.",
    advice: "Ask for one larger MIG device, or for whole GPUs; independent processes can have a device each.",
    sources: [MIG_CUDA, MIG_TWO_PROFILES, EKS_MIG],
    bad: podWithResources(`
limits:
  nvidia.com/mig-1g.10gb: 2
`),
    good: podWithResources(`
limits:
  nvidia.com/mig-2g.20gb: 1
`),
  }),
  check: perContainer((container, pod, context) => {
    const parts = container.devices.filter((ask) => isPart(ask, pod, context) && effectiveCount(ask) > 0);
    const count = parts.reduce((total, ask) => total + effectiveCount(ask), 0);
    const first = parts[0]?.limit ?? parts[0]?.request;
    if (count < 2 || first == null) return [];
    const path = first.path;
    const asked = `container "${container.view.name}" asks for ${listed(parts)}`;
    if (parts.length > 1)
      return [
        {
          path,
          at: "key",
          message: `${asked}, but only one of the MIG profiles becomes visible to CUDA`,
          advice: "Ask for devices of one profile: one larger MIG device, or whole GPUs.",
        },
      ];
    const found: RuleFinding = {
      path,
      at: "key",
      message: `${asked}, but a CUDA process uses only one MIG device`,
    };
    return [context.profileOf(pod.workload) === "training" ? found : { ...found, severity: "info" }];
  }),
};

/** `1 × nvidia.com/mig-1g.10gb and 2 × nvidia.com/mig-1g.20gb`. */
function listed(parts: PodContainerView["devices"]): string {
  return parts.map((ask) => `${effectiveCount(ask)} × ${ask.resource}`).join(" and ");
}

/** A MIG device by its resource, or by the label that a platform offers parts of GPUs by. */
function isPart(
  { resource, meaning }: PodContainerView["devices"][number],
  pod: Pod,
  { platforms }: LintContext,
): boolean {
  if (meaning.vendor !== "nvidia" || resource.endsWith(".shared")) return false;
  if (meaning.kind === "mig") return true;
  const keys = partLabels(platforms);
  return (
    meaning.kind === "whole" &&
    requiredOfAll(pod.nodes).some((one) => isPositive(one) && keys.includes(one.key))
  );
}
