import { selectsNodes } from "../../k8s/scheduling/node-requirements.ts";
import { deviceList, hasNoDevices, podDevices } from "../../workload/pod-devices.ts";
import { serverExample } from "../examples/workloads.ts";
import { perPod, type Rule } from "../rule.ts";

/** A GPU that is taken on every node. */
export const gpuDaemonSet: Rule = {
  id: "gpu-daemon-set",
  severity: "warning",
  title: "DaemonSet that takes a GPU on every node",
  fix: "none",
  about: () => ({
    why: "A DaemonSet runs a pod on every node that its selectors allow, so it takes GPUs of each of them, and of every node that is added, whether there is work or not. On nodes without a free GPU its pod stays Pending.",
    advice:
      "Use a Deployment with as many replicas as are needed. An exporter or another agent that only looks at GPUs must not ask for one.",
    sources: [
      {
        title: "DaemonSet",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/",
      },
    ],
    bad: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: llm
spec:
  selector:
    matchLabels:
      app: llm
  template:
    metadata:
      labels:
        app: llm
    spec:
      containers:
        - name: server
          image: vllm/vllm-openai:v0.11.0
          resources:
            limits:
              nvidia.com/gpu: 1
`,
    good: serverExample({ spec: "replicas: 2" }),
  }),
  check: perPod((pod, context) => {
    if (pod.workload.kind.lifecycle !== "per-node" || !pod.isGpuPod) return [];
    const devices = podDevices(pod.workload, context);
    if (hasNoDevices(devices)) return [];
    const isNarrowed = selectsNodes(pod.nodes);
    return [
      {
        path: ["kind"],
        ...(isNarrowed && { severity: "info" }),
        message: `this DaemonSet takes ${deviceList(devices)} on every node ${isNarrowed ? "that it selects" : "of the cluster"}`,
      },
    ];
  }),
};
