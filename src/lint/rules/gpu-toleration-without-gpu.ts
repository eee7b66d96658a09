import type { Operation } from "../../edit/operation.ts";
import { isPositive } from "../../k8s/scheduling/node-requirements.ts";
import { podAnnotations } from "../../k8s/workload.ts";
import { isBoundToNode } from "../../workload/bound-to-node.ts";
import { selectedNodes } from "../../workload/nodes/selected-nodes.ts";
import { at, isNullish, items, stringMap, textAt } from "../../yaml/access.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import type { LintContext } from "../context.ts";
import { writtenConditions } from "../placement/conditions.ts";
import { tolerationsPath } from "../placement/tolerations.ts";
import { usesGpu } from "../placement/uses-gpu.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

const AUTOPILOT = "gke-autopilot";

/** Parts of the cluster itself. */
const SYSTEM = /^system-(?:node|cluster)-critical$/;

/** Schedulers that share GPUs (`gpu-fraction`), and devices of CDI, are asked by annotation. */
const BY_ANNOTATION = /(?:^|[^a-z])gpu|cdi\.k8s\.io/i;

/** What makes NVIDIA's runtime show GPUs to a container that has asked for none. */
const VISIBLE = "NVIDIA_VISIBLE_DEVICES";

/** A pod that tolerates GPU nodes and has nothing to do there. */
export const gpuTolerationWithoutGpu: Rule = {
  id: "gpu-toleration-without-gpu",
  severity: "error",
  title: "GPU nodes tolerated without asking for a GPU",
  fix: "unsafe",
  about: () => ({
    why: "The taint is there to keep such pods off GPU nodes: with the toleration they take CPU and memory that a GPU pod needs beside its GPU, and keep a dear node from being scaled down. GKE Autopilot rejects the pod.",
    advice:
      "Remove the toleration, or ask for the GPU that the pod needs. DaemonSets, pods that select GPU nodes or one node by its name and pods that must run beside others are not meant.",
    sources: [
      {
        title: "GoogleCloudPlatform/k8s-stackdriver#1079: rejected by GKE Warden on Autopilot",
        url: "https://github.com/GoogleCloudPlatform/k8s-stackdriver/issues/1079",
      },
      {
        title: "skypilot-org/skypilot#4542: a GPU toleration on every workload",
        url: "https://github.com/skypilot-org/skypilot/issues/4542",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: gateway
spec:
  tolerations:
    - key: nvidia.com/gpu
      operator: Exists
      effect: NoSchedule
  containers:
    - name: gateway
      image: ghcr.io/example/gateway:1.4.2
      resources:
        requests:
          cpu: 500m
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: gateway
spec:
  containers:
    - name: gateway
      image: ghcr.io/example/gateway:1.4.2
      resources:
        requests:
          cpu: 500m
`,
  }),
  check: perPod((pod, context) => {
    if (pod.workload.kind.lifecycle === "per-node" || usesGpu(pod, context)) return [];
    const isSystem = SYSTEM.test(textAt(pod.workload.podSpec, ["priorityClassName"]) ?? "");
    const isAutopilot = pod.platforms.length === 1 && pod.platforms[0]?.name === AUTOPILOT;
    if (!isAutopilot && (isSystem || belongsThere(pod, context))) return [];
    const indexes = [...pod.tolerations.entries()].flatMap(([index, { key, value }]) =>
      key !== null && context.catalog.gpuTaint(key, value) !== null ? [index] : [],
    );
    return indexes.map((index, position) => finding(pod, { index, position, indexes, isAutopilot }));
  }),
};

/** It is bound to a node by name, or selects GPU nodes, pods that it runs beside or the GPUs themselves past the scheduler, on purpose. */
function belongsThere(pod: Pod, context: LintContext): boolean {
  const { catalog } = context;
  if (isBoundToNode(pod.workload) || selectsTainted(pod, context)) return true;
  const runtimeClass = textAt(pod.workload.podSpec, ["runtimeClassName"]);
  if (runtimeClass !== null && catalog.isGpuRuntimeClass(runtimeClass)) return true;
  if (pod.containers.some(({ view }) => seesGpus(view.node))) return true;
  const annotations = stringMap(podAnnotations(pod.workload));
  if ([...annotations.keys()].some((key) => BY_ANNOTATION.test(key))) return true;
  const selects = writtenConditions(pod).some(
    (condition) =>
      isPositive(condition) &&
      (condition.values.length === 0
        ? catalog.label(condition.key)?.gpuOnly === true
        : condition.values.some((value) => catalog.isGpuLabelValue(condition.key, value))),
  );
  return selects || !isNullish(at(pod.workload.podSpec, ["affinity", "podAffinity"]));
}

/** Nodes that the run's own objects declare, with the taint. */
function selectsTainted({ workload }: Pod, context: LintContext): boolean {
  return selectedNodes(workload, context).some(({ taints }) =>
    taints.some(({ key, value }) => context.catalog.gpuTaint(key, value) !== null),
  );
}

function seesGpus(container: YamlNode): boolean {
  const variable = items(at(container, ["env"])).find((entry) => textAt(entry, ["name"]) === VISIBLE);
  return variable !== undefined && !/^(?:void|none|)$/.test(textAt(variable, ["value"]) ?? "");
}

function finding(
  pod: Pod,
  place: {
    readonly index: number;
    readonly position: number;
    readonly indexes: readonly number[];
    readonly isAutopilot: boolean;
  },
): RuleFinding {
  const { index, position, indexes, isAutopilot } = place;
  const list = tolerationsPath(pod);
  const operations: readonly Operation[] =
    indexes.length === pod.tolerations.length
      ? [{ op: "remove", path: list }]
      : indexes.map((one) => ({ op: "remove", path: [...list, one] }));
  return {
    path: [...list, index, "key"],
    message: `the GPU taint ${pod.tolerations[index]?.key} is tolerated, but no container asks for a GPU${
      isAutopilot ? ", which Autopilot rejects" : ""
    }`,
    ...(!isAutopilot && { severity: "warning" }),
    ...(position === 0 && {
      fix: {
        safety: isAutopilot ? "safe" : "unsafe",
        title: `remove the toleration${indexes.length > 1 ? "s of GPU taints" : ` of ${pod.tolerations[index]?.key}`}`,
        operations,
      },
    }),
  };
}
