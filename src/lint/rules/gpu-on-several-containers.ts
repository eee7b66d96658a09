import { counted } from "../../kernel/words.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { countIn } from "../resources/asks.ts";
import { EFFECTIVE_REQUESTS, SCHEDULE_GPUS } from "../resources/sources.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** Containers cannot share a device through `limits`: each that asks for one gets its own, and the pod pays for all. */
export const gpuOnSeveralContainers: Rule = {
  id: "gpu-on-several-containers",
  severity: "warning",
  title: "GPU asked for by several containers of a pod",
  fix: "none",
  about: () => ({
    why: "Devices are not shared between containers: each container that asks for GPUs gets devices of its own, and the node must have the sum free.",
    advice:
      "Ask for GPUs on the one container that computes, unless every container needs devices of its own.",
    sources: [SCHEDULE_GPUS, EFFECTIVE_REQUESTS],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
    - name: metrics
      image: example.com/metrics:v1
      resources:
        limits:
          nvidia.com/gpu: 1
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
    - name: metrics
      image: example.com/metrics:v1
`,
  }),
  check: perPod((pod) => {
    const main = pod.containers.filter(({ view, slices }) => view.role === "main" && slices.length === 0);
    const resources = new Set(
      main.flatMap(({ devices }) => devices.filter(isWhole).map((one) => one.resource)),
    );
    return [...resources].flatMap((resource) => forResource(resource, main, pod));
  }),
};

function isWhole({ meaning }: PodContainerView["devices"][number]): boolean {
  return meaning.kind === "whole";
}

function forResource(
  resource: string,
  main: readonly PodContainerView[],
  { object }: Pod,
): readonly RuleFinding[] {
  const paying = main.filter((container) => countIn(container, resource) > 0);
  const [first, second] = paying;
  const places = paying.flatMap(({ devices }) =>
    devices.filter((ask) => ask.resource === resource).map((ask) => ask.limit ?? ask.request),
  );
  const [place, secondPlace] = places;
  if (first === undefined || second === undefined || place == null || secondPlace == null) return [];
  const counts = paying.map((container) => countIn(container, resource));
  const sum = counts.reduce((total, count) => total + count, 0);
  return [
    {
      path: secondPlace.path,
      at: "key",
      container: second.view,
      message: `${counted(paying.length, "container")} ask for ${resource}, so that the pod needs ${counts.join(" + ")} = ${sum}`,
      related: [{ object, path: place.path, message: `container "${first.view.name}" asks first` }],
    },
  ];
}
