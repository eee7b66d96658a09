import { nearest } from "../../kernel/suggest.ts";
import { at, items, text, textAt } from "../../yaml/access.ts";
import { isUnfilled } from "../placement/conditions.ts";
import { type ExpressionPlace, nodeExpressions } from "../placement/node-labels.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

const OPERATORS: readonly string[] = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"];

/** A condition of the node affinity that is none. */
export const nodeAffinityInvalid: Rule = {
  id: "node-affinity-invalid",
  severity: "error",
  title: "Condition on node labels that the API server rejects or no node meets",
  fix: "safe",
  about: () => ({
    why: "`In` and `NotIn` need values and `Exists` and `DoesNotExist` must have none, or the API server rejects the pod. `Gt` and `Lt` compare whole numbers: with a unit, such as `40Gi`, the condition matches no node.",
    advice: "Give the operator the values that it takes; `nvidia.com/gpu.memory` counts MiB.",
    sources: [
      {
        title: "Assigning pods to nodes: operators",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#operators",
      },
      {
        title: "kubernetes/kubernetes: ValidateNodeSelectorRequirement",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  affinity:
    nodeAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        nodeSelectorTerms:
          - matchExpressions:
              - key: nvidia.com/gpu.present
                operator: Exists
                values: ["true"]
              - key: nvidia.com/gpu.memory
                operator: Gt
                values: [40Gi]
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
              - key: nvidia.com/gpu.present
                operator: Exists
              - key: nvidia.com/gpu.memory
                operator: Gt
                values: ["40000"]
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod) => nodeExpressions(pod.workload).flatMap(ofExpression)),
};

function ofExpression({ node, path, isRequired }: ExpressionPlace): readonly RuleFinding[] {
  const operator = textAt(node, ["operator"]);
  const key = textAt(node, ["key"]) ?? "";
  const values = items(at(node, ["values"]));
  const place = [...path, "values"];
  switch (operator) {
    case null:
      return [];
    case "In":
    case "NotIn":
      return values.length > 0
        ? []
        : [{ path: place, message: `the condition on ${key} has operator ${operator} and no values` }];
    case "Exists":
    case "DoesNotExist":
      return values.length === 0 ? [] : [surplus(key, operator, place)];
    case "Gt":
    case "Lt":
      if (values.length !== 1)
        return [
          { path: place, message: `the condition on ${key} has operator ${operator}, which takes one value` },
        ];
      return notWhole(key, operator, text(values[0] ?? null) ?? "").map((found) => ({
        ...found,
        path: [...place, 0],
        // A preference that matches nothing only prefers nothing.
        ...(!isRequired && { severity: "warning" }),
      }));
    default:
      return [unknown(key, operator, [...path, "operator"])];
  }
}

function surplus(key: string, operator: string, path: RuleFinding["path"]): RuleFinding {
  return {
    path,
    message: `the condition on ${key} has operator ${operator}, which takes no values`,
    advice: "Remove the values, or use `In` where one of them is meant.",
    fix: { safety: "safe", title: "remove the values", operations: [{ op: "remove", path }] },
  };
}

function notWhole(key: string, operator: string, value: string): readonly Pick<RuleFinding, "message">[] {
  if (/^[+-]?\d+$/.test(value) || isUnfilled(value)) return [];
  return [
    {
      message: `no node meets ${key} ${operator === "Gt" ? ">" : "<"} "${value}": only whole numbers compare`,
    },
  ];
}

function unknown(key: string, operator: string, path: RuleFinding["path"]): RuleFinding {
  const meant = OPERATORS.find((one) => one.toLowerCase() === operator.toLowerCase());
  const guess =
    meant ??
    nearest(
      operator,
      OPERATORS.filter((one) => one.length > 2),
    );
  return {
    path,
    message: `the condition on ${key} has the operator "${operator}", which there is not`,
    advice: guess === undefined ? `The operators are ${OPERATORS.join(", ")}.` : `Did you mean "${guess}"?`,
    ...(meant !== undefined && {
      fix: { safety: "safe", title: `use ${meant}`, operations: [{ op: "set", path, value: meant }] },
    }),
  };
}
