import type { LabelValue } from "../../gpu/labels/label-values.ts";
import { meantValue } from "../../gpu/labels/meant-value.ts";
import type { Requirement } from "../../k8s/scheduling/node-requirements.ts";
import { listed } from "../../kernel/words.ts";
import { isDeclared } from "../../workload/nodes/declared-nodes.ts";
import type { LintContext } from "../context.ts";
import { isUnfilled, valuePath, writtenConditions } from "../placement/conditions.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** Labels whose values a platform makes up by itself, and of which all were listed. */
const CLOSED: readonly string[] = ["cloud.google.com/gke-accelerator", "karpenter.k8s.aws/instance-gpu-name"];

const MOST_LISTED = 6;

/** A selector value that no node has. */
export const gpuModelUnknown: Rule = {
  id: "gpu-model-unknown",
  severity: "warning",
  title: "Node selector with a value that no GPU node has",
  fix: "safe",
  about: () => ({
    why: "Label values are compared letter by letter, and every platform has its own: `NVIDIA-H100-80GB-HBM3` (GPU Feature Discovery), `nvidia-h100-80gb` (GKE), `h100` (Karpenter) and `Standard_ND96isr_H100_v5` (AKS) are the same GPU. A pod that selects a value that no node has stays Pending.",
    advice:
      "Write the value as the platform writes it; `gpuify show models` and `kubectl get nodes --show-labels` list them.",
    sources: [
      {
        title: "GPU Feature Discovery: labels",
        url: "https://github.com/NVIDIA/k8s-device-plugin/blob/main/docs/gpu-feature-discovery/README.md",
      },
      { title: "GKE: run GPUs", url: "https://cloud.google.com/kubernetes-engine/docs/how-to/gpus" },
      {
        title: "Karpenter: instance types",
        url: "https://github.com/aws/karpenter-provider-aws/blob/main/website/content/en/docs/reference/instance-types.md",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    nvidia.com/gpu.product: NVIDIA-H100-SXM5-80GB
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
    nvidia.com/gpu.product: NVIDIA-H100-80GB-HBM3
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod, context) =>
    writtenConditions(pod).flatMap((condition) => ofCondition(condition, context)),
  ),
};

function ofCondition(condition: Requirement, context: LintContext): readonly RuleFinding[] {
  if (condition.operator !== "In") return [];
  const known = context.labelValues(condition.key);
  if (known.length === 0) return [];
  const isKnown = (value: string): boolean => known.some((one) => one.value === value);
  const hasGood = condition.values.some(isKnown);
  return condition.values.flatMap((value, index) => {
    if (value === "" || isUnfilled(value) || isKnown(value)) return [];
    if (isDeclared({ ...condition, values: [value] }, context.surroundings)) return [];
    const place = { condition, index, value };
    const meant = meantValue(value, known);
    if (meant === null) return unlisted(place, known);
    const [only] = meant.values;
    const path = valuePath(condition, index);
    return [
      {
        path,
        message: `no node has the label ${condition.key}=${value}`,
        advice: `Did you mean ${listed(
          meant.values.slice(0, MOST_LISTED).map((one) => `"${one}"`),
          "or",
        )}?`,
        ...(hasGood && { severity: "info" }),
        ...(meant.isExact &&
          only !== undefined &&
          !condition.values.includes(only) && {
            fix: {
              safety: "safe",
              title: `select ${only}`,
              operations: [{ op: "set", path, value: only }],
            },
          }),
      },
    ];
  });
}

interface ModelPlace {
  readonly condition: Requirement;
  readonly index: number;
  readonly value: string;
}

/** Not near any value: a new one, or none. */
function unlisted(
  { condition, index, value }: ModelPlace,
  known: readonly LabelValue[],
): readonly RuleFinding[] {
  const path = valuePath(condition, index);
  const sizes = sizesOfFamily(value, known);
  if (sizes.length > 0)
    return [
      {
        path,
        message: `no machine type "${value}" is known`,
        advice: `Known ones of the family are ${sizes.join(", ")}.`,
        severity: "info",
      },
    ];
  // Virtual workstations have the same GPU under a value of their own.
  if (!CLOSED.includes(condition.key) || value.endsWith("-vws")) return [];
  return [
    {
      path,
      message: `no node with the label ${condition.key}=${value} is known`,
      advice: `Known values are ${known.map((one) => one.value).join(", ")}.`,
      severity: "info",
    },
  ];
}

/** Sizes of an EC2 family with accelerators, for a size that it does not have; bare metal comes and goes. */
function sizesOfFamily(value: string, known: readonly LabelValue[]): readonly string[] {
  const [, family] = /^([a-z]+\d[a-z0-9-]*)\.\d*x?large$/.exec(value) ?? [];
  if (family === undefined) return [];
  return known.flatMap((one) => (one.value.startsWith(`${family}.`) ? [one.value] : []));
}
