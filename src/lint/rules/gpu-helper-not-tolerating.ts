import type { NeededToleration } from "../../gpu/types.ts";
import { objectTitle } from "../../k8s/object.ts";
import { tolerationsOf } from "../../k8s/scheduling/tolerations.ts";
import type { TolerationView } from "../../k8s/scheduling/types.ts";
import { missingTolerations } from "../../workload/tolerations.ts";
import { textAt } from "../../yaml/access.ts";
import type { LintContext } from "../context.ts";
import { type Companion, gpuCompanions } from "../placement/colocation.ts";
import { selectingFinding } from "../placement/on-gpu-nodes.ts";
import { platformTolerations, tolerationsPath } from "../placement/tolerations.ts";
import { usesGpu } from "../placement/uses-gpu.ts";
import { openPod, type Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

type Wanted = Pick<NeededToleration, "value" | "taints">;

const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;

/** A pod without a GPU that must run on GPU nodes and does not tolerate their taint. */
export const gpuHelperNotTolerating: Rule = {
  id: "gpu-helper-not-tolerating",
  severity: "warning",
  title: "Pod that must run on GPU nodes without tolerating their taint",
  fix: "safe",
  about: () => ({
    why: "A cache, proxy or loader that must share the node of GPU pods, and a DaemonSet or other pod that selects GPU nodes, meets the taint of those nodes too. The platform adds the toleration only to pods that ask for a GPU, so this one stays Pending, and whoever waits for it crashes.",
    advice: "Give the pod the toleration of the GPU taint as well, or remove what binds it to GPU nodes.",
    sources: [
      {
        title: "vllm-project/aibrix#909: the KV cache beside GPU pods stays Pending on GKE",
        url: "https://github.com/vllm-project/aibrix/pull/909",
      },
      {
        title: "Taints and tolerations: dedicated nodes with special hardware",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#example-use-cases",
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
    if (pod.gpuContainers.length > 0) return [];
    const found = besideGpuPods(pod, context) ?? onGpuNodes(pod, context);
    return found === null ? [] : [found];
  }),
};

function besideGpuPods(pod: Pod, context: LintContext): RuleFinding | null {
  // Autopilot puts no such pod on a GPU node, and rejects the toleration.
  if (pod.platforms.some(({ name }) => name === "gke-autopilot")) return null;
  for (const companion of gpuCompanions(pod.workload, context)) {
    const found = beside(pod, companion, context);
    if (found !== null) return found;
  }
  return null;
}

/** Taints with NoSchedule are the scheduler's business, which a pod with a node does not see. */
function onGpuNodes(pod: Pod, context: LintContext): RuleFinding | null {
  if (textAt(pod.workload.podSpec, ["nodeName"]) || usesGpu(pod, context)) return null;
  return selectingFinding(pod, context);
}

function beside(pod: Pod, { workload, path }: Companion, context: LintContext): RuleFinding | null {
  const wanted = tolerationFor(workload, context);
  if (wanted === null || missingTolerations(pod.tolerations, [wanted]).length === 0) return null;
  const { value } = wanted;
  return {
    path,
    message: `the pod must run beside ${objectTitle(workload.object)}, whose nodes have the GPU taint ${value.key}, and does not tolerate it`,
    fix: {
      safety: "safe",
      title: `tolerate ${value.key}`,
      operations: [{ op: "append", path: tolerationsPath(pod), value: { ...value } }],
    },
  };
}

/** What the GPU pods tolerate: by themselves, or because GKE says so for them. */
function tolerationFor(workload: Companion["workload"], context: LintContext): Wanted | null {
  const own = tolerationsOf(workload.podSpec).find(
    ({ key, value }) => key !== null && context.catalog.gpuTaint(key, value) !== null,
  );
  if (own !== undefined) return ofGpuPod(own);
  const other = openPod(workload, context);
  const [platform, ...others] = other.platforms;
  if (platform?.name !== "gke" || others.some(({ name }) => name !== "gke")) return null;
  const needed = other.vendors.flatMap((vendor) => platformTolerations(platform, vendor, other));
  return needed.find(({ taints }) => taints.some(({ by }) => by === "default")) ?? null;
}

/** The toleration of the GPU pod, for the taint that it is for as far as the toleration tells. */
function ofGpuPod({ key, operator, value, effect }: TolerationView): Wanted {
  const known = EFFECTS.find((one) => one === effect) ?? null;
  const isExists = operator === "Exists";
  return {
    value: {
      key: key ?? "",
      operator: isExists ? "Exists" : "Equal",
      ...(value !== null && { value }),
      ...(known !== null && { effect: known }),
    },
    taints: [{ key: key ?? "", value: isExists ? null : (value ?? ""), effect: known, by: "custom" }],
  };
}
