import { objectTitle } from "../../k8s/object.ts";
import { unhandledAsks } from "../../workload/unhandled-accelerators.ts";
import { askPhrase, kindPhrase } from "../../workload/unhandled-words.ts";
import { perEveryObject, type Rule, type RuleFinding } from "../rule.ts";

/** Silence about a GPU reads like "nothing is wrong with it". */
export const gpuInUnhandledKind: Rule = {
  id: "gpu-in-unhandled-kind",
  severity: "info",
  title: "GPU in a kind that gpuify does not check",
  fix: "none",
  about: () => ({
    why: "The pod rules cover the kinds that `gpuify show kinds` lists, and in others what is shaped like a pod. Pods that the controller of another custom resource creates need the same tolerations, node labels and shared memory.",
    advice:
      "Describe the kind under `kinds:` in gpuify.yaml, or check the pods that it creates: `kubectl get pods -l LABELS -o yaml | gpuify lint -`, with the labels that its controller sets.",
    sources: [
      {
        title: "Custom Resources",
        url: "https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/",
      },
    ],
    bad: `apiVersion: example.com/v1
kind: ModelServer
metadata:
  name: llm
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: worker
          image: vllm/vllm-openai:v0.11.0
          resources:
            limits:
              nvidia.com/gpu: 4
`,
    good: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: llm
spec:
  selector:
    matchLabels: {app: llm}
  template:
    metadata:
      labels: {app: llm}
    spec:
      containers:
        - name: server
          image: vllm/vllm-openai:v0.11.0
          resources:
            limits:
              nvidia.com/gpu: 4
`,
  }),
  check: perEveryObject((object, { catalog }) =>
    unhandledAsks(object, catalog).map(
      (ask): RuleFinding => ({
        path: ask.path,
        at: "key",
        message:
          object.ownKind?.isByShape === true
            ? `${objectTitle(object)} asks for ${askPhrase(ask)}; gpuify does not know ${kindPhrase(object)}, and checks only what is shaped like a pod`
            : `${objectTitle(object)} asks for ${askPhrase(ask)}, but gpuify does not check the pods of ${kindPhrase(object)} yet`,
      }),
    ),
  ),
};
