import { type LabelPair, labelPairsOf } from "../../gpu/labels/label-pairs.ts";
import { isPositive } from "../../k8s/scheduling/node-requirements.ts";
import { labelPlace, nodeConditions, writtenConditions } from "../placement/conditions.ts";
import { perPod, type Rule } from "../rule.ts";

/** One of two labels that belong together. */
export const gpuLabelPairMissing: Rule = {
  id: "gpu-label-pair-missing",
  severity: "error",
  title: "One of two labels that a platform wants together",
  fix: "none",
  about: () => ({
    why: "GKE makes a TPU node for a pod that selects both the type of TPU and the shape of its slice, and Autopilot rejects a pod that wants to share a GPU and does not say both how and with how many.",
    advice: "Select both labels.",
    sources: [
      {
        title: "Plan TPUs in GKE",
        url: "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/tpus",
      },
      {
        title: "GKE: GPU time-sharing",
        url: "https://cloud.google.com/kubernetes-engine/docs/concepts/timesharing-gpus",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  nodeSelector:
    cloud.google.com/gke-tpu-accelerator: tpu-v6e-slice
  containers:
    - name: trainer
      image: ghcr.io/example/trainer:1.0.0
      resources:
        limits:
          google.com/tpu: 4
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  nodeSelector:
    cloud.google.com/gke-tpu-accelerator: tpu-v6e-slice
    cloud.google.com/gke-tpu-topology: 2x2
  containers:
    - name: trainer
      image: ghcr.io/example/trainer:1.0.0
      resources:
        limits:
          google.com/tpu: 4
`,
  }),
  check: perPod((pod, context) => {
    const [first, ...others] = pod.platforms;
    // Pods of a DaemonSet go to nodes that are there.
    if (first === undefined || pod.workload.kind.lifecycle === "per-node") return [];
    const conditions = nodeConditions(pod).filter(isPositive);
    // Most pods select nothing, and for those no table of models is read.
    if (conditions.length === 0) return [];
    const written = writtenConditions(pod).filter(isPositive);
    const isWritten = (key: string): boolean => written.some((condition) => condition.key === key);
    return labelPairsOf(first, pod.vendors, context.models).flatMap((pair) => {
      const [there, missing] = isWritten(pair.keys[0]) ? pair.keys : [pair.keys[1], pair.keys[0]];
      const condition = conditions.find(({ key }) => key === there);
      if (condition === undefined || isWritten(missing)) return [];
      const everywhere = others.every((platform) =>
        labelPairsOf(platform, pod.vendors, context.models).some((other) => isSame(pair, other)),
      );
      if (!everywhere) return [];
      return [
        {
          ...labelPlace(condition),
          message: `${there} is selected without ${missing}`,
          advice: `Select ${missing} too.`,
          ...(!pair.isRejected && { severity: "warning" as const }),
        },
      ];
    });
  }),
};

function isSame(a: LabelPair, b: LabelPair): boolean {
  return a.keys.join() === b.keys.join();
}
