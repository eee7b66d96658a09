import type { Pod, PodContainerView } from "../pod.ts";
import { countIn, effectiveCount } from "../resources/asks.ts";
import { EFFECTIVE_REQUESTS } from "../resources/sources.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** What an init container asks for beyond the others stays reserved until the pod ends. */
export const gpuOnInitContainer: Rule = {
  id: "gpu-on-init-container",
  severity: "warning",
  title: "GPU that only an init container uses",
  fix: "none",
  about: () => ({
    why: "The node keeps the largest need of a pod reserved for as long as the pod lives: GPUs that only an init container asks for stand idle once it has ended.",
    advice:
      "Take the GPU out of the init container, or do its work in a Job of its own; as many as the main containers have cost nothing.",
    sources: [
      EFFECTIVE_REQUESTS,
      {
        title: "ray-project/kuberay#1349: GPU-using init containers are not supported in Autopilot",
        url: "https://github.com/ray-project/kuberay/issues/1349",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  initContainers:
    - name: quantize
      image: example.com/quantize:v1
      resources:
        limits:
          nvidia.com/gpu: 4
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  initContainers:
    - name: warm-up
      image: example.com/warm-up:v1
      resources:
        limits:
          nvidia.com/gpu: 1
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod) =>
    pod.containers
      .filter(({ view }) => view.role === "init")
      .flatMap((container) => container.devices.flatMap((ask) => judge(container, ask, pod))),
  ),
};

function judge(
  container: PodContainerView,
  ask: PodContainerView["devices"][number],
  pod: Pod,
): readonly RuleFinding[] {
  const { resource } = ask;
  const own = effectiveCount(ask);
  const path = (ask.limit ?? ask.request)?.path;
  if (own === 0 || path === undefined) return [];
  const found = { path, at: "key", container: container.view } as const;
  const name = `init container "${container.view.name}"`;
  if (isAutopilot(pod))
    return [
      {
        ...found,
        message: `${name} asks for ${resource}, which GKE Autopilot does not support in init containers`,
      },
    ];
  const running = pod.containers.filter(({ view }) => view.role !== "init");
  const needed = sum(running, resource);
  const during = own + sum(sidecarsBefore(container, pod), resource);
  if (during <= needed) return [];
  return [
    {
      ...found,
      message: `${name} asks for ${own} ${resource}, the containers after it for ${needed}: the pod keeps ${during} reserved to its end`,
    },
  ];
}

/** Sidecars that run while the init container does. */
function sidecarsBefore(container: PodContainerView, { containers }: Pod): readonly PodContainerView[] {
  return containers.slice(0, containers.indexOf(container)).filter((other) => other.view.role === "sidecar");
}

function sum(containers: readonly PodContainerView[], resource: string): number {
  return containers.reduce((total, container) => total + countIn(container, resource), 0);
}

function isAutopilot({ platforms }: Pod): boolean {
  return platforms.length > 0 && platforms.every(({ name }) => name === "gke-autopilot");
}
