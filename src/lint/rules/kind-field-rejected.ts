import { deniedFields } from "../../workload/denied-fields.ts";
import { perPod, type Rule } from "../rule.ts";

/** Fields of a pod that the webhook of a kind lets pass only where a flag of the cluster says so. */
export const kindFieldRejected: Rule = {
  id: "kind-field-rejected",
  severity: "error",
  title: "Field that the kind's webhook rejects by default",
  fix: "none",
  about: () => ({
    why: "Knative takes few fields of a pod: what chooses GPU nodes, such as nodeSelector, tolerations and affinity, its webhook rejects unless flags in the ConfigMap config-features allow them. Services that KServe runs in its Knative mode inherit that.",
    advice:
      "Switch the flag on, and add that ConfigMap to what is linted; or choose nodes in another way, such as a default of the namespace.",
    sources: [
      {
        title: "Knative Serving: extensions to the pod spec",
        url: "https://knative.dev/docs/serving/configuration/feature-flags/",
      },
      {
        title: "knative/serving: features.yaml",
        url: "https://github.com/knative/serving/blob/main/config/core/configmaps/features.yaml",
      },
    ],
    bad: SERVICE,
    good: `apiVersion: v1
kind: ConfigMap
metadata:
  name: config-features
  namespace: knative-serving
data:
  kubernetes.podspec-tolerations: enabled
---
${SERVICE}`,
  }),
  check: perPod((pod, { surroundings }) => {
    if (!pod.isGpuPod) return [];
    const { object, kind } = pod.workload;
    return deniedFields(pod.workload, surroundings).map(({ path, name, flag }) => ({
      path,
      at: "key",
      message: `\`${name}\` is rejected by the webhook of ${object.kind} (${kind.group}), unless the flag ${flag} allows it`,
      advice: `Set \`${flag}: enabled\` in ${kind.denied?.flagsIn}, and add that ConfigMap to the input; or remove \`${name}\`.`,
    }));
  }),
};

const SERVICE = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: llm
spec:
  template:
    spec:
      tolerations:
        - key: nvidia.com/gpu
          operator: Exists
          effect: NoSchedule
      containers:
        - image: vllm/vllm-openai:v0.11.0
          resources:
            limits:
              nvidia.com/gpu: 1
`;
