import { isPositive } from "../../k8s/scheduling/node-requirements.ts";
import type { LintContext } from "../context.ts";
import { podWithResources } from "../examples/pod.ts";
import { requiredOfAll } from "../platform.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { effectiveCount } from "../resources/asks.ts";
import { perContainer, type Rule, type RuleFinding } from "../rule.ts";
import { partLabels } from "../sharing/mig-profiles.ts";
import { EKS_MIG } from "../sharing/sources.ts";

/** MIG devices cannot talk to each other, so that several of them do not make one larger GPU. */
export const gpuMigSeveral: Rule = {
  id: "gpu-mig-several",
  severity: "warning",
  title: "Several MIG devices for one container",
  fix: "none",
  about: () => ({
    why: "MIG devices have no peer-to-peer access and no NCCL between them: training and tensor parallelism over several of them fail or crawl.",
    advice: "Ask for one larger MIG device, or for whole GPUs; independent processes can have a device each.",
    sources: [EKS_MIG],
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
    const found: RuleFinding = {
      path: first.path,
      at: "key",
      message: `container "${container.view.name}" asks for ${count} MIG devices, which cannot work together`,
    };
    return [context.profileOf(pod.workload) === "training" ? found : { ...found, severity: "info" }];
  }),
};

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
