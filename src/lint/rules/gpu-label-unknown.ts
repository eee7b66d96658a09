import type { UnwrittenLabel } from "../../gpu/labels/unwritten.ts";
import type { PlatformRow } from "../../gpu/rows.ts";
import type { Requirement } from "../../k8s/scheduling/node-requirements.ts";
import { listed } from "../../kernel/words.ts";
import { unwrittenCondition } from "../../workload/nodes/unwritten-labels.ts";
import type { LintContext } from "../context.ts";
import { labelPlace, nodeConditions, writtenConditions } from "../placement/conditions.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** A selector on a label of a vendor's or a platform's own domain that no component writes. */
export const gpuLabelUnknown: Rule = {
  id: "gpu-label-unknown",
  severity: "warning",
  title: "Node selector on a GPU label that nothing writes",
  fix: "none",
  about: () => ({
    why: "Nodes have the labels that the vendor's components and the platform write, and the name of a resource is none of them. Unless an administrator labels nodes by hand, no node has this one, and the pod stays Pending.",
    advice:
      "Select by a label that is written, such as `nvidia.com/gpu.present`, or drop the selector: the limit alone finds a node with a GPU. If administrators write the label, declare it under `platforms:` in gpuify.yaml.",
    sources: [
      {
        title: "argoproj/argo-workflows#9066: a selector on nvidia.com/gpu",
        url: "https://github.com/argoproj/argo-workflows/issues/9066",
      },
      {
        title: "GPU Feature Discovery: labels",
        url: "https://github.com/NVIDIA/k8s-device-plugin/blob/main/docs/gpu-feature-discovery/README.md",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    nvidia.com/gpu: "true"
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
    nvidia.com/gpu.present: "true"
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod, context) => {
    const ofAll = new Set(nodeConditions(pod).map(({ path }) => path));
    return writtenConditions(pod).flatMap((condition) => {
      const found = unwrittenCondition(condition, context);
      if (found === null || pod.platforms.some((platform) => writes(platform, condition, found))) return [];
      return [
        finding(condition, found, { isSure: ofAll.has(condition.path) && isNamed(pod, context), context }),
      ];
    });
  }),
};

/** A flag or the config says which platform it is, and not just whose components run. */
function isNamed({ object, platforms }: Pod, { platformSaid }: LintContext): boolean {
  return platformSaid(object) !== null && !platforms.some(({ name }) => name.startsWith("generic-"));
}

function writes({ name, vendorLabel }: PlatformRow, { key }: Requirement, found: UnwrittenLabel): boolean {
  return found.writtenOn.includes(name) || Object.values(vendorLabel).some(({ value }) => value.key === key);
}

function finding(
  condition: Requirement,
  { is, writtenOn, instead }: UnwrittenLabel,
  { isSure, context }: { readonly isSure: boolean; readonly context: LintContext },
): RuleFinding {
  const { key } = condition;
  const titles = context.platforms.flatMap(({ name, title }) => (writtenOn.includes(name) ? [title] : []));
  const but = titles.length === 0 ? "" : `, except on ${listed(titles, "or")}`;
  const real = instead === null ? "" : `Select \`${instead}\`, or `;
  const drop =
    is === "resource"
      ? `${instead === null ? "Drop" : "drop"} the selector: the limit alone finds a node that has one.`
      : `${instead === null ? "Drop" : "drop"} the selector.`;
  return {
    ...labelPlace(condition),
    message:
      is === "resource"
        ? `${key} is the name of a resource: no component that gpuify knows writes a node label of that name${but}`
        : `no component that gpuify knows writes the node label ${key}`,
    advice: `${real}${drop} If administrators write the label, declare it under \`platforms:\` in gpuify.yaml.`,
    ...(!isSure && { severity: "info" }),
  };
}
