import type { PlatformRow } from "../../gpu/rows.ts";
import { wholeNumber } from "../../k8s/quantity.ts";
import { podRequests } from "../../k8s/scheduling/pod-requests.ts";
import { type AcceleratorAsk, askedAmount } from "../../workload/accelerators.ts";
import { type NodeCountProblem, nodeCountProblem, type PodTotal } from "../placement/node-count.ts";
import { selectsParts } from "../placement/parted-nodes.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

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
    if (selectsParts(pod, context)) return [];
    const requests = pod.gpuContainers.length === 0 ? null : podRequests(pod.workload);
    if (requests === null || !requests.ok) return [];
    return wholeAsks(pod).flatMap((ask): readonly RuleFinding[] => {
      const amount = requests.value.get(ask.resource);
      const count = amount === undefined ? null : wholeNumber(amount);
      if (count === null || count < 1) return [];
      const problem = nodeCountProblem({ pod, ask, count }, context);
      return problem === null ? [] : [found({ pod, ask, count }, problem)];
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

/**
 * NVIDIA's device plugin may offer every GPU several times. On GKE a container gets one share at most (gke-docs-sharing),
 * and what launches nodes counts whole GPUs.
 */
function mayBeShared({ platforms }: Pod, { resource }: AcceleratorAsk): boolean {
  const isWhole = ({ name, launcher }: PlatformRow): boolean => name === "gke" || launcher !== undefined;
  return resource === "nvidia.com/gpu" && (platforms.length === 0 || !platforms.every(isWhole));
}

function found({ pod, ask, count }: PodTotal, { reason, isUnsure }: NodeCountProblem): RuleFinding {
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
    ...(isUnsure && { severity: "warning" }),
    ...(isAlone && only !== undefined && { container: only.view }),
  };
}
