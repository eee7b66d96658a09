import { writtenConditions } from "../placement/conditions.ts";
import { perPod, type Rule } from "../rule.ts";

/** The label that names a class of machines, which may name their accelerator. */
const COMPUTE_CLASS = "cloud.google.com/compute-class";

/** A pod that does not say which accelerator it wants, where the platform must know. */
export const gpuModelMissing: Rule = {
  id: "gpu-model-missing",
  severity: "error",
  title: "No GPU model where the platform demands one",
  fix: "none",
  applies: { platforms: ["gke-autopilot", "gke"] },
  about: () => ({
    why: "Autopilot makes the node for the pod, and rejects a GPU pod that selects neither `cloud.google.com/gke-accelerator` nor a compute class with GPUs; for TPUs GKE must know the type and the shape of the slice.",
    advice:
      "Select the model by `cloud.google.com/gke-accelerator`, a TPU by `cloud.google.com/gke-tpu-accelerator` and `cloud.google.com/gke-tpu-topology`, or name a compute class.",
    sources: [
      {
        title: "GKE Autopilot: request GPUs",
        url: "https://cloud.google.com/kubernetes-engine/docs/how-to/autopilot-gpus",
      },
      {
        title: "GoogleCloudPlatform/ai-on-gke#983: what Autopilot says",
        url: "https://github.com/GoogleCloudPlatform/ai-on-gke/pull/983",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    cloud.google.com/gke-spot: "true"
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
  nodeSelector:
    cloud.google.com/gke-spot: "true"
    cloud.google.com/gke-accelerator: nvidia-l4
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod, context) => {
    // Nothing makes a node for a pod of a DaemonSet.
    if (pod.workload.kind.lifecycle === "per-node") return [];
    const isTold = writtenConditions(pod).some(({ key }) => {
      const meaning = context.catalog.label(key);
      // The shape of a slice without its type is gpu-label-pair-missing's.
      const isShape = meaning?.kind === "topology" && meaning.gpuOnly;
      return key === COMPUTE_CLASS || meaning?.kind === "model" || isShape;
    });
    if (isTold) return [];
    return pod.vendors.flatMap((vendor) => {
      const reasons = pod.platforms.map(({ modelRequired }) => modelRequired[vendor]?.value);
      const [reason] = reasons;
      if (reason === undefined || reasons.includes(undefined)) return [];
      const resources = pod.gpuContainers.flatMap(({ asked }) =>
        asked.filter(({ meaning }) => meaning.vendor === vendor).map(({ resource }) => resource),
      );
      return [
        {
          path: [...pod.workload.podSpecPath, "nodeSelector"],
          message: `${[...new Set(resources)].join(", ")} is asked for without saying which model: ${reason}`,
          // A pool of nodes that is there already takes the pod on GKE Standard.
          ...(pod.platforms.some(({ launcher }) => launcher === undefined) && {
            severity: "warning" as const,
          }),
        },
      ];
    });
  }),
};
