import { listed } from "../../kernel/words.ts";
import { conditionText, labelPlace, nodeConditions } from "../placement/conditions.ts";
import { vendorsOf } from "../placement/vendors-of.ts";
import { perPod, type Rule } from "../rule.ts";

/** The nodes that are selected have another maker's devices. */
export const gpuSelectorVendorConflict: Rule = {
  id: "gpu-selector-vendor-conflict",
  severity: "error",
  title: "Selected nodes have another vendor's GPUs",
  fix: "none",
  about: () => ({
    why: "The resource is counted on nodes of its vendor only: the nodes that the pod selects have none of it, and the pod stays Pending.",
    advice: "Ask for the resource of the nodes that are selected, or select nodes that have the resource.",
    sources: [
      {
        title: "Schedule GPUs: clusters with several types of GPUs",
        url: "https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/#manage-clusters-with-different-types-of-gpus",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    karpenter.k8s.aws/instance-gpu-manufacturer: nvidia
  containers:
    - name: server
      image: rocm/vllm:rocm6.4.1_vllm_0.10.1
      resources:
        limits:
          amd.com/gpu: 1
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    karpenter.k8s.aws/instance-gpu-manufacturer: amd
  containers:
    - name: server
      image: rocm/vllm:rocm6.4.1_vllm_0.10.1
      resources:
        limits:
          amd.com/gpu: 1
`,
  }),
  check: perPod((pod, context) => {
    // Resources of other vendors may be shares of an NVIDIA GPU.
    if (pod.vendors.length === 0 || pod.vendors.includes("other")) return [];
    const asked = pod.gpuContainers.flatMap(({ asked: asks }) => asks.map(({ resource }) => resource));
    return nodeConditions(pod).flatMap((condition) => {
      const vendors = vendorsOf(condition, context);
      if (vendors.length === 0 || vendors.some((vendor) => pod.vendors.includes(vendor))) return [];
      return [
        {
          ...labelPlace(condition),
          message: `nodes with ${conditionText(condition)} have devices of ${listed(vendors, "or")}, but the pod asks for ${[...new Set(asked)].join(", ")}`,
        },
      ];
    });
  }),
};
