import type { AcceleratorAsk } from "../../workload/accelerators.ts";
import { podWithResources } from "../examples/pod.ts";
import type { Pod } from "../pod.ts";
import { effectiveCount } from "../resources/asks.ts";
import { perContainer, type Rule, type RuleFinding } from "../rule.ts";
import { requiredValues } from "../sharing/selected.ts";
import { DEVICE_PLUGIN, GKE_SHARING } from "../sharing/sources.ts";

/** Shares of a GPU are not added up: two of them are at best one GPU twice. */
export const gpuSharedSeveral: Rule = {
  id: "gpu-shared-several",
  severity: "error",
  title: "Several shares of a shared GPU for one container",
  fix: "none",
  about: () => ({
    why: "Time-slicing does not give more of a GPU for more shares, and they may be of the same GPU. GKE's and NVIDIA's plugins can refuse more than one: the pod fails with `UnexpectedAdmissionError`.",
    advice: "Ask for 1; for more computing power select nodes whose GPUs are not shared.",
    sources: [GKE_SHARING, DEVICE_PLUGIN],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    cloud.google.com/gke-gpu-sharing-strategy: time-sharing
    cloud.google.com/gke-max-shared-clients-per-gpu: "4"
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 2
`,
    good: podWithResources(`
limits:
  nvidia.com/gpu.shared: 1
`),
  }),
  check: perContainer(({ devices }, pod) => devices.flatMap((ask) => judge(ask, pod))),
};

function judge(ask: AcceleratorAsk, pod: Pod): readonly RuleFinding[] {
  const count = effectiveCount(ask);
  const path = (ask.limit ?? ask.request)?.path;
  if (count < 2 || ask.meaning.vendor !== "nvidia" || path === undefined) return [];
  const { resource } = ask;
  if (ask.meaning.kind === "shared" || resource.endsWith(".shared"))
    return [
      {
        path,
        severity: "warning",
        message: `${count} of ${resource} are shares, which do not add up to more of a GPU`,
      },
    ];
  const shared = ask.meaning.kind === "whole" ? sharedNodes(pod) : null;
  return shared === null ? [] : [{ path, ...shared(count, resource) }];
}

type Judgement = (count: number, resource: string) => Pick<RuleFinding, "message" | "severity">;

/** What becomes of several where the pod selects nodes whose GPUs are shared; null where it does not. */
function sharedNodes(pod: Pod): Judgement | null {
  const gke = requiredValues(pod, "cloud.google.com/gke-gpu-sharing-strategy");
  if (gke?.values.length === 1 && gke.values[0] === "time-sharing")
    return (count, resource) => ({
      message: `${count} of ${resource} on nodes with time-sharing, where GKE lets a container have 1`,
    });
  const strategy = requiredValues(pod, "nvidia.com/gpu.sharing-strategy")?.values ?? [];
  const product = requiredValues(pod, "nvidia.com/gpu.product")?.values ?? [];
  const isShared =
    (strategy.length > 0 && strategy.every((value) => value === "time-slicing" || value === "mps")) ||
    (product.length > 0 && product.every((value) => value.endsWith("-SHARED")));
  if (!isShared) return null;
  return (count, resource) => ({
    severity: "warning",
    message: `${count} of ${resource} on nodes with shared GPUs are shares, which do not add up to more of a GPU`,
  });
}
