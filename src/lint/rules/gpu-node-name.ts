import { isNullish, member, textAt } from "../../yaml/access.ts";
import { perPod, type Rule } from "../rule.ts";

/** A GPU pod that is put on a node without the scheduler. */
export const gpuNodeName: Rule = {
  id: "gpu-node-name",
  severity: "warning",
  title: "GPU pod bound to a node without the scheduler",
  fix: "none",
  about: () => ({
    why: "With `nodeName` the scheduler does not see the pod: nobody waits for a free GPU, and where there is none the kubelet fails the pod (`OutOfnvidia.com/gpu`). Resource claims are allocated by the scheduler, and the kubelet does not start a pod without them.",
    advice:
      "Select the node by its label `kubernetes.io/hostname`, so that the pod waits until the GPUs are free.",
    sources: [
      {
        title: "Assigning pods to nodes: nodeName",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename",
      },
      {
        title: "kubernetes/kubernetes#114005: resource claims and nodeName",
        url: "https://github.com/kubernetes/kubernetes/issues/114005",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeName: gpu-node-1
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
    kubernetes.io/hostname: gpu-node-1
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod) => {
    const { podSpec, podSpecPath, object } = pod.workload;
    const name = textAt(podSpec, ["nodeName"]);
    const asked = pod.containers.find((one) => one.asked.length > 0 || one.claims.length > 0);
    // A pod that was read from a cluster has its node from the scheduler.
    if (!name || asked === undefined || !isNullish(member(object.root, "status"))) return [];
    return [
      {
        path: [...podSpecPath, "nodeName"],
        message: `the pod asks for ${asked.asked[0]?.resource ?? `the claim "${asked.claims[0]}"`} and is bound to node "${name}" past the scheduler`,
      },
    ];
  }),
};
