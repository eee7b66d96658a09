import { objectTitle } from "../../k8s/object.ts";
import { covers, tolerationsOf } from "../../k8s/scheduling/tolerations.ts";
import type { TolerationView } from "../../k8s/scheduling/types.ts";
import type { LintContext } from "../context.ts";
import { type Companion, gpuCompanions } from "../placement/colocation.ts";
import { isFilledInLater, tolerationsPath } from "../placement/tolerations.ts";
import { openPod, type Pod } from "../pod.ts";
import { type Found, perPod, type Rule } from "../rule.ts";

/** A pod that must run beside GPU pods and does not tolerate their nodes' taint. */
export const gpuHelperNotTolerating: Rule = {
  id: "gpu-helper-not-tolerating",
  severity: "warning",
  title: "Pod that must run beside GPU pods without their toleration",
  fix: "safe",
  about: () => ({
    why: "A cache, proxy or loader that must share the node of GPU pods meets the taint of that node too. The platform adds the toleration only to pods that ask for a GPU, so this one stays Pending, and whoever waits for it crashes.",
    advice: "Give the pod the toleration of the GPU taint as well.",
    sources: [
      {
        title: "vllm-project/aibrix#909: the KV cache beside GPU pods stays Pending on GKE",
        url: "https://github.com/vllm-project/aibrix/pull/909",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
  labels:
    app: llm
spec:
  tolerations:
    - key: nvidia.com/gpu
      operator: Exists
      effect: NoSchedule
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
---
apiVersion: v1
kind: Pod
metadata:
  name: cache
spec:
  affinity:
    podAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        - topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              app: llm
  containers:
    - name: cache
      image: ghcr.io/example/cache:1.0.0
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
  labels:
    app: llm
spec:
  tolerations:
    - key: nvidia.com/gpu
      operator: Exists
      effect: NoSchedule
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
---
apiVersion: v1
kind: Pod
metadata:
  name: cache
spec:
  tolerations:
    - key: nvidia.com/gpu
      operator: Exists
      effect: NoSchedule
  affinity:
    podAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        - topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              app: llm
  containers:
    - name: cache
      image: ghcr.io/example/cache:1.0.0
`,
  }),
  check: perPod((pod, context) => {
    // Autopilot puts no such pod on a GPU node, and rejects the toleration.
    if (pod.gpuContainers.length > 0 || pod.platforms.some(({ name }) => name === "gke-autopilot")) return [];
    for (const companion of gpuCompanions(pod.workload, context)) {
      const found = beside(pod, companion, context);
      if (found !== null) return [found];
    }
    return [];
  }),
};

function beside(pod: Pod, { workload, path }: Companion, context: LintContext): Found | null {
  const wanted = tolerationFor(workload, context);
  const isTolerated = (existing: TolerationView): boolean =>
    isFilledInLater(existing) || (wanted !== null && covers(existing, wanted));
  if (wanted === null || pod.tolerations.some(isTolerated)) return null;
  const { key, operator, value, effect } = wanted;
  const list = tolerationsPath(pod);
  return {
    path,
    message: `the pod must run beside ${objectTitle(workload.object)}, whose nodes have the GPU taint ${key}, and does not tolerate it`,
    fix: {
      safety: "safe",
      title: `tolerate ${key}`,
      operations: [
        {
          op: "append",
          path: list,
          value: {
            key: key ?? "",
            ...(operator !== null && { operator }),
            ...(value !== null && { value }),
            ...(effect !== null && { effect }),
          },
        },
      ],
    },
  };
}

/** What the GPU pods tolerate: by themselves, or because GKE says so for them. */
function tolerationFor(workload: Companion["workload"], context: LintContext): TolerationView | null {
  const { catalog } = context;
  const own = tolerationsOf(workload.podSpec).find(
    ({ key, value }) => key !== null && catalog.gpuTaint(key, value) !== null,
  );
  if (own !== undefined) return own;
  const other = openPod(workload, context);
  if (other.platforms.length === 0 || other.platforms.some(({ name }) => name !== "gke")) return null;
  const keys = other.platforms.flatMap(({ taints, resources }) =>
    taints.flatMap(({ key, by }) =>
      by === "default" && other.vendors.some((vendor) => resources[vendor] === key) ? [key] : [],
    ),
  );
  const [key] = keys;
  return key === undefined ? null : { key, operator: "Exists", value: null, effect: "NoSchedule" };
}
