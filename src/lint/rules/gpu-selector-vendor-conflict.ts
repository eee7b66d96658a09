import { orList } from "../../gpu/catalog/problems.ts";
import type { Vendor } from "../../gpu/types.ts";
import { isPlaceholder } from "../../k8s/placeholder.ts";
import { isPositive, type Requirement } from "../../k8s/scheduling/node-requirements.ts";
import type { LintContext } from "../context.ts";
import { conditionText, labelPlace, nodeConditions } from "../placement/conditions.ts";
import { perPod, type Rule } from "../rule.ts";

/** Intel's label is on nodes with integrated graphics too, whatever else they have. */
const BESIDE_OTHERS: readonly string[] = ["intel.feature.node.kubernetes.io/gpu"];

const MAKERS: readonly Vendor[] = ["nvidia", "amd", "intel", "habana"];

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
          message: `nodes with ${conditionText(condition)} have devices of ${orList(vendors)}, but the pod asks for ${[...new Set(asked)].join(", ")}`,
        },
      ];
    });
  }),
};

/** Whose devices the nodes have that meet the condition; empty where it does not tell. */
function vendorsOf(condition: Requirement, context: LintContext): readonly Vendor[] {
  const { key, operator, values } = condition;
  const meaning = context.catalog.label(key);
  if (meaning === null || !isPositive(condition) || BESIDE_OTHERS.includes(key)) return [];
  if (values.some(isPlaceholder)) return [];
  if (operator === "In" && values.length > 0) {
    const byValue = values.map((value) => vendorsOfValue(key, value, context));
    if (byValue.every((vendors) => vendors.length > 0)) return [...new Set(byValue.flat())];
  }
  const isNegative = values.includes("false");
  return meaning.vendor === null || !meaning.gpuOnly || isNegative ? [] : [meaning.vendor];
}

function vendorsOfValue(key: string, value: string, context: LintContext): readonly Vendor[] {
  const kind = context.catalog.label(key)?.kind;
  const maker = MAKERS.find((vendor) => vendor === value);
  if (maker !== undefined && (kind === "property" || kind === "presence")) return [maker];
  const known = context.labelValues(key).find((one) => one.value === value);
  return [...new Set((known?.models ?? []).map(({ vendor }) => vendor))];
}
