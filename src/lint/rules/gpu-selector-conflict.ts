import { type AffinityTerm, isVoidTerm } from "../../k8s/scheduling/node-requirements.ts";
import { asSeq, at } from "../../yaml/access.ts";
import { conditionText, isEntry } from "../placement/conditions.ts";
import {
  type Contradiction,
  contradictionIn,
  type EarlierConditions,
  earlierConditions,
} from "../placement/contradiction.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** Conditions on nodes that exclude each other. */
export const gpuSelectorConflict: Rule = {
  id: "gpu-selector-conflict",
  severity: "error",
  title: "Node selector and node affinity that no node can meet",
  fix: "none",
  about: () => ({
    why: "A node must meet all of `nodeSelector` and one whole term of the required node affinity. Conditions that exclude each other, or a term without conditions, match no node: the pod stays Pending for ever.",
    advice:
      "Keep one of the two conditions; put alternatives into the values of one `In`, or into terms of their own.",
    sources: [
      {
        title: "Assigning pods to nodes: node affinity",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    cloud.google.com/gke-accelerator: nvidia-l4
  affinity:
    nodeAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        nodeSelectorTerms:
          - matchExpressions:
              - key: cloud.google.com/gke-accelerator
                operator: In
                values: [nvidia-h100-80gb]
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
  affinity:
    nodeAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        nodeSelectorTerms:
          - matchExpressions:
              - key: cloud.google.com/gke-accelerator
                operator: In
                values: [nvidia-l4, nvidia-h100-80gb]
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod) => {
    const { selector, terms } = pod.nodes;
    const inSelector = contradictionIn(selector);
    if (inSelector !== null) return [contradicting(inSelector)];
    if (terms === null) return [];
    if (terms.length === 0) return isEmptyList(pod) ? [noTerm(pod)] : [];
    const before = earlierConditions(selector);
    const found = terms.map((term) => inTerm(term, before));
    // With other terms that nodes can meet the pod is scheduled all the same.
    const isLast = found.every((one) => one !== null);
    return found.flatMap((one): readonly RuleFinding[] => {
      if (one === null) return [];
      return isLast ? [one] : [{ ...one, severity: "warning" }];
    });
  }),
};

function inTerm(term: AffinityTerm, before: EarlierConditions): RuleFinding | null {
  if (isVoidTerm(term))
    return {
      path: term.path,
      message: "a term of the node affinity has no condition, so it matches no node",
      advice: "Remove the term, or write its conditions.",
    };
  const found = contradictionIn(term.requirements, before);
  return found === null ? null : contradicting(found);
}

function contradicting({ first, second, reason }: Contradiction): RuleFinding {
  return {
    path: isEntry(second) ? second.path : [...second.path, "key"],
    message: `no node meets ${conditionText(second)} and ${conditionText(first)}: ${reason}`,
  };
}

/** A list that is missing altogether is found by the schema. */
function isEmptyList({ nodes, object }: Pod): boolean {
  return asSeq(at(object.root, [...nodes.requiredPath, "nodeSelectorTerms"])) !== null;
}

function noTerm({ nodes }: Pod): RuleFinding {
  return {
    path: [...nodes.requiredPath, "nodeSelectorTerms"],
    message: "the required node affinity has no term, which the API server rejects",
    advice: "Remove the required node affinity, or write a term.",
  };
}
