import type { Pod, PodContainerView } from "../pod.ts";
import { countIn, effectiveCount } from "../resources/asks.ts";
import { EFFECTIVE_REQUESTS } from "../resources/sources.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** A restartable init container runs beside the main ones, so what it asks for is added to what they ask for. */
export const gpuOnSidecar: Rule = {
  id: "gpu-on-sidecar",
  severity: "warning",
  title: "GPU of a sidecar that is added to the pod's",
  fix: "none",
  applies: { from: 29 },
  about: () => ({
    why: "An init container with `restartPolicy: Always` runs as long as the pod, so its GPUs are added to those of the main containers; those of other init containers are not.",
    advice: "Take the GPU out of the sidecar, unless it needs devices of its own.",
    sources: [
      EFFECTIVE_REQUESTS,
      {
        title: "KEP-753: Sidecar containers",
        url: "https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  initContainers:
    - name: tokenizer
      image: example.com/tokenizer:v1
      restartPolicy: Always
      resources:
        limits:
          nvidia.com/gpu: 1
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 2
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  initContainers:
    - name: tokenizer
      image: example.com/tokenizer:v1
      restartPolicy: Always
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 2
`,
  }),
  check: perPod((pod) =>
    pod.containers
      .filter(({ view, slices }) => view.role === "sidecar" && slices.length === 0)
      .flatMap((container) => container.devices.flatMap((ask) => judge(container, ask, pod))),
  ),
};

function judge(
  sidecar: PodContainerView,
  ask: PodContainerView["devices"][number],
  { containers }: Pod,
): readonly RuleFinding[] {
  const { resource } = ask;
  const own = effectiveCount(ask);
  const path = (ask.limit ?? ask.request)?.path;
  // Of sidecars only those before it, so that the last one tells the sum and the first of two is not to blame.
  const others = containers
    .slice(0, containers.indexOf(sidecar))
    .filter(({ view }) => view.role !== "init")
    .reduce((total, container) => total + countIn(container, resource), 0);
  if (own === 0 || others === 0 || path === undefined) return [];
  return [
    {
      path,
      at: "key",
      container: sidecar.view,
      message: `sidecar "${sidecar.view.name}" asks for ${resource} too, so that the pod needs ${own} + ${others} = ${own + others}`,
    },
  ];
}
