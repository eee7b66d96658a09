import { orList } from "../../gpu/catalog/problems.ts";
import { mostPerNode } from "../../gpu/catalog/select.ts";
import { tellsPart } from "../../gpu/labels/tells-part.ts";
import { countsWithLabel } from "../../gpu/node-counts.ts";
import type { CountRule, PlatformRow } from "../../gpu/rows.ts";
import { wholeNumber } from "../../k8s/quantity.ts";
import { isPositive, type Requirement } from "../../k8s/scheduling/node-requirements.ts";
import { podRequests } from "../../k8s/scheduling/pod-requests.ts";
import { type AcceleratorAsk, askedAmount } from "../../workload/accelerators.ts";
import type { LintContext } from "../context.ts";
import {
  conditionText,
  isUnfilled,
  nodeConditions,
  spotCondition,
  writtenConditions,
} from "../placement/conditions.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** What the pod asks for as a whole, as the scheduler counts it. */
interface Total {
  readonly pod: Pod;
  readonly ask: AcceleratorAsk;
  readonly count: number;
}

/** A pod runs on one node, which must have all of its GPUs. */
export const gpuCountExceedsNode: Rule = {
  id: "gpu-count-exceeds-node",
  severity: "error",
  title: "More GPUs than any selected node has",
  fix: "none",
  about: () => ({
    why: "A pod runs on one node, and all its containers and sidecars together must find their GPUs there: a pod that asks for more than the selected machines have stays Pending, and no autoscaler can help. Autopilot and TPU nodes are sold whole, so a number between two sizes fits nowhere either.",
    advice: "Ask for as many GPUs as one node has and run more pods, or select larger machines.",
    sources: [
      {
        title: "aws/karpenter-provider-aws#8064: two GPUs asked of machines with one",
        url: "https://github.com/aws/karpenter-provider-aws/issues/8064",
      },
      {
        title: "GKE Autopilot: GPU quantities",
        url: "https://cloud.google.com/kubernetes-engine/docs/how-to/autopilot-gpus",
      },
      {
        title: "TPUs in GKE: a pod takes all chips of a node",
        url: "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/tpus",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    node.kubernetes.io/instance-type: g5.2xlarge
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
  nodeSelector:
    node.kubernetes.io/instance-type: g5.12xlarge
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 2
`,
  }),
  check: perPod((pod, context) => {
    if (isShared(pod, context)) return [];
    const requests = pod.gpuContainers.length === 0 ? null : podRequests(pod.workload);
    if (requests === null || !requests.ok) return [];
    return wholeAsks(pod).flatMap((ask): readonly RuleFinding[] => {
      const amount = requests.value.get(ask.resource);
      const count = amount === undefined ? null : wholeNumber(amount);
      if (count === null || count < 1) return [];
      const total = { pod, ask, count };
      return [...selected(total, context), ...anywhere(total, context)].slice(0, 1);
    });
  }),
};

/** Whole devices, and the cores of Neuron devices, which machines also have a number of; one ask of each resource. */
function wholeAsks({ gpuContainers }: Pod): readonly AcceleratorAsk[] {
  const asks = gpuContainers.flatMap(({ asked }) =>
    asked.filter(({ meaning: { kind, vendor } }) => kind === "whole" || vendor === "aws"),
  );
  return asks.filter(({ resource }, index) => asks.findIndex((one) => one.resource === resource) === index);
}

/** Where GPUs are shared or cut a node offers more of them than it has. */
function isShared(pod: Pod, { catalog }: LintContext): boolean {
  return writtenConditions(pod).some(
    (one) =>
      isPositive(one) &&
      (tellsPart(catalog.label(one.key)) || one.values.some((value) => /-SHARED|-MIG-/.test(value))),
  );
}

/** By what the pod selects: each condition on its own is enough to say no. */
function selected(total: Total, context: LintContext): readonly RuleFinding[] {
  const { pod, ask, count } = total;
  return nodeConditions(pod).flatMap((condition): readonly RuleFinding[] => {
    const counts = countsOf(condition, total, context);
    const most = counts.at(-1);
    if (most === undefined) return [];
    if (count > most)
      return [
        found(
          total,
          `and nodes with ${conditionText(condition)} have ${most === 1 ? "1" : `at most ${most}`}`,
        ),
      ];
    if (counts.includes(count) || ruleOf(pod, ask, condition, context) !== "whole-machine") return [];
    return [
      found(
        total,
        `and nodes with ${conditionText(condition)} are sold whole, with ${orList(counts.map(String))}`,
      ),
    ];
  });
}

/** Every number of devices that nodes have which meet the condition; empty where it does not tell. */
function countsOf(condition: Requirement, { pod, ask }: Total, context: LintContext): readonly number[] {
  const { key, operator, values } = condition;
  if (operator !== "In" || values.some(isUnfilled)) return [];
  const meaning = context.catalog.label(key);
  if (meaning?.kind === "count" && key !== "nvidia.com/gpu.count") return numbers(values);
  const counted = {
    models: context.models.filter(({ vendor }) => vendor === ask.meaning.vendor),
    platforms: pod.platforms.length === 0 ? null : pod.platforms.map(({ name }) => name),
    resource: ask.resource,
  };
  const byValue = values.map((value) => countsWithLabel(key, value, counted));
  if (byValue.some((counts) => counts.length === 0)) return [];
  return [...new Set(byValue.flat())].sort((a, b) => a - b);
}

function numbers(values: readonly string[]): readonly number[] {
  return values.every((value) => /^\d{1,4}$/.test(value)) ? values.map(Number).sort((a, b) => a - b) : [];
}

/** Only where every platform that may be meant sells the model so. */
function ruleOf(
  { platforms }: Pod,
  { meaning }: AcceleratorAsk,
  { key, values }: Requirement,
  { models }: LintContext,
): CountRule {
  const rules = platforms.flatMap((platform) =>
    models
      .filter(({ vendor }) => vendor === meaning.vendor)
      .flatMap((model) => model.platforms[platform.name] ?? [])
      .filter(({ labels }) =>
        labels.some((one) => one.key === key && values.some((v) => one.values.includes(v))),
      )
      .map(({ countRule }) => countRule ?? platform.countRule),
  );
  const [first = "unknown"] = rules;
  return rules.every((rule) => rule === first) ? first : "unknown";
}

/** By the platform alone, where all its machines are known. */
function anywhere(total: Total, context: LintContext): readonly RuleFinding[] {
  const { pod, ask, count } = total;
  const spot = spotCondition(pod, context.catalog) !== null;
  const most = pod.platforms.map((platform: PlatformRow) =>
    mostPerNode(platform, ask.meaning.vendor, context.models, { spot, asksBy: ask.resource }),
  );
  if (most.length === 0 || most.some((one) => one === null || one === 0 || one >= count)) return [];
  const titles = orList(pod.platforms.map(({ title }) => title));
  return [
    {
      ...found(total, `and no known machine of ${titles} has more than ${Math.max(...most.map(Number))}`),
      severity: "warning",
    },
  ];
}

/**
 * NVIDIA's device plugin may offer every GPU several times. On GKE a container gets one share at most (gke-docs-sharing),
 * and what launches nodes counts whole GPUs.
 */
function mayBeShared({ platforms }: Pod, { resource }: AcceleratorAsk): boolean {
  const isWhole = ({ name, launcher }: PlatformRow): boolean => name === "gke" || launcher !== undefined;
  return resource === "nvidia.com/gpu" && (platforms.length === 0 || !platforms.every(isWhole));
}

function found({ pod, ask, count }: Total, reason: string): RuleFinding {
  const owners = pod.gpuContainers.filter(({ asked }) =>
    asked.some(({ resource }) => resource === ask.resource),
  );
  const [only] = owners;
  const own = only?.asked.find(({ resource }) => resource === ask.resource);
  const amount = own === undefined ? null : askedAmount(own);
  const isAlone = owners.length === 1 && amount !== null;
  return {
    path: isAlone ? amount.path : [...pod.workload.podSpecPath, "containers"],
    message: `${count} ${ask.resource} are asked for${isAlone ? "" : " by all containers together"}, ${reason}`,
    ...(mayBeShared(pod, ask) && {
      severity: "warning",
      advice:
        "Ask for as many GPUs as one node has and run more pods, or select larger machines. Only nodes that share their GPUs (time-slicing) offer more than they have, and two shares are no two GPUs.",
    }),
    ...(isAlone && only !== undefined && { container: only.view }),
  };
}
