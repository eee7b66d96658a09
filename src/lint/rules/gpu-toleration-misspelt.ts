import type { TolerationView } from "../../k8s/scheduling/types.ts";
import type { LintContext } from "../context.ts";
import { misspeltTaint, taintsOfOtherValue, taintText, tolerationsPath } from "../placement/tolerations.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** One toleration of a pod. */
interface TolerationPlace {
  readonly pod: Pod;
  readonly index: number;
  readonly toleration: TolerationView;
}

/** A toleration of GPU nodes that matches no taint. */
export const gpuTolerationMisspelt: Rule = {
  id: "gpu-toleration-misspelt",
  severity: "error",
  title: "GPU toleration that matches no taint",
  fix: "safe",
  about: () => ({
    why: "A toleration matches a taint by its exact key, and with `Equal` (which is the default) by its exact value, which differs from platform to platform; one that matches nothing is as good as none. With `Exists` the API server rejects a value.",
    advice: "Write the taint's key, `operator: Exists` and no value.",
    sources: [
      {
        title: "Taints and tolerations",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#concepts",
      },
      {
        title: "NVIDIA/k8s-device-plugin: the toleration of its own pods",
        url: "https://github.com/NVIDIA/k8s-device-plugin/blob/main/deployments/helm/nvidia-device-plugin/values.yaml",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  tolerations:
    - key: nvidia/gpu
      operator: Equal
      value: present
      effect: NoSchedule
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
`,
  }),
  check: perPod((pod, context) => {
    const keys = new Set(pod.tolerations.map(({ key }) => key));
    return pod.tolerations.flatMap((toleration, index) => {
      const place = { pod, index, toleration };
      return [
        ...valueWithExists(place, context),
        ...misspelt(place, keys, context),
        ...otherValue(place, context),
      ];
    });
  }),
};

/** `value must be empty when operator is 'Exists'`: the API server, whatever the key. */
function valueWithExists(
  { pod, index, toleration }: TolerationPlace,
  { catalog }: LintContext,
): readonly RuleFinding[] {
  const { key, operator, value } = toleration;
  if (operator !== "Exists" || !value) return [];
  if (pod.gpuContainers.length === 0 && (key === null || catalog.gpuTaint(key, value) === null)) return [];
  const path = [...tolerationsPath(pod), index, "value"];
  return [
    {
      path,
      message: `the toleration of ${key ?? "all keys"} has operator Exists and the value "${value}", which the API server rejects`,
      advice: "Remove the value: with `Exists` every value is tolerated.",
      fix: { safety: "safe", title: "remove the value", operations: [{ op: "remove", path }] },
    },
  ];
}

function misspelt(
  { pod, index, toleration }: TolerationPlace,
  keys: ReadonlySet<string | null>,
  { catalog }: LintContext,
): readonly RuleFinding[] {
  const { key } = toleration;
  const meant = key === null ? null : misspeltTaint(key, catalog);
  if (meant === null) return [];
  const path = [...tolerationsPath(pod), index, "key"];
  const isThere = keys.has(meant);
  // A pod without a GPU is rather better off without the toleration.
  const mends = !isThere && (pod.gpuContainers.length > 0 || pod.workload.kind.lifecycle === "per-node");
  return [
    {
      path,
      message: `no GPU node is tainted with "${key}"`,
      advice: `Did you mean "${meant}"?`,
      severity: "warning",
      ...(mends && {
        fix: {
          safety: "safe",
          title: `tolerate ${meant}`,
          operations: [{ op: "set", path, value: meant }],
        },
      }),
    },
  ];
}

/** `Equal` with a value that the platform's nodes do not have; without a value where nobody knows the platform. */
function otherValue(place: TolerationPlace, { catalog }: LintContext): readonly RuleFinding[] {
  const { pod, toleration } = place;
  const { key, operator } = toleration;
  if (key === null || (operator ?? "Equal") !== "Equal" || pod.gpuContainers.length === 0) return [];
  const value = toleration.value ?? "";
  if (pod.platforms.length === 0) {
    const isBare = value === "" && key.includes("/") && catalog.gpuTaint(key, null) !== null;
    return isBare
      ? [
          wrongValue(place, {
            message: `the toleration of ${key} has no operator Exists, so it is for a taint without a value only`,
            severity: "info",
          }),
        ]
      : [];
  }
  const [first] = taintsOfOtherValue(toleration, pod);
  if (first === undefined) return [];
  const { missing, taint } = first;
  const { title } = missing.platform;
  const carries =
    taint.by === "default" ? `${title} taints its nodes with` : `GPU nodes of ${title} usually have`;
  // Administrators may choose another value than the guides, but not one that differs in its case only.
  const isSure = taint.by === "default" || value.toLowerCase() === taint.value?.toLowerCase();
  return [
    wrongValue(place, {
      message: `the toleration is for ${taintText({ key, value })}, but ${carries} ${taintText({ key, value: taint.value })}`,
      severity: isSure && !missing.needed.addedByPlatform ? "warning" : "info",
    }),
  ];
}

function wrongValue(
  { pod, index, toleration }: TolerationPlace,
  { message, severity }: { readonly message: string; readonly severity: "warning" | "info" },
): RuleFinding {
  const path = [...tolerationsPath(pod), index];
  const hasValue = toleration.value !== null;
  return {
    path: [...path, hasValue ? "value" : "key"],
    message,
    severity,
    fix: {
      safety: "safe",
      title: "tolerate every value",
      operations: [
        { op: "set", path: [...path, "operator"], value: "Exists" },
        ...(hasValue ? [{ op: "remove", path: [...path, "value"] } as const] : []),
      ],
    },
  };
}
