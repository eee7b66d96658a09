import { spotGrace } from "../../gpu/tables/spot-grace.ts";
import { gracePeriod } from "../../workload/grace-period.ts";
import { conditionText, spotCondition } from "../placement/conditions.ts";
import { perPod, type Rule } from "../rule.ts";

/** A spot machine ends before its pods have had the time they say they need. */
export const spotGracePeriod: Rule = {
  id: "spot-grace-period",
  severity: "warning",
  title: "Grace period longer than a spot machine's notice",
  fix: "unsafe",
  about: () => ({
    why: "When a cloud takes a spot machine back, pods have the time of its notice and not their grace period: what the pod does after that, such as writing a checkpoint, is lost.",
    advice:
      "Set `terminationGracePeriodSeconds` to the notice at most, and write checkpoints before there is one.",
    sources: [
      {
        title: "GKE: Spot VMs, termination",
        url: "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/spot-vms",
      },
      {
        title: "EC2: Spot instance interruption notices",
        url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html",
      },
      {
        title: "Azure Spot Virtual Machines",
        url: "https://learn.microsoft.com/en-us/azure/virtual-machines/spot-vms",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  nodeSelector:
    karpenter.sh/capacity-type: spot
    karpenter.k8s.aws/instance-gpu-name: l40s
  terminationGracePeriodSeconds: 600
  containers:
    - name: trainer
      image: ghcr.io/example/trainer:1.0.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  nodeSelector:
    karpenter.sh/capacity-type: spot
    karpenter.k8s.aws/instance-gpu-name: l40s
  terminationGracePeriodSeconds: 120
  containers:
    - name: trainer
      image: ghcr.io/example/trainer:1.0.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod, { catalog }) => {
    const spot = spotCondition(pod, catalog);
    const grace = gracePeriod(pod.workload);
    if (spot === null || grace === null || !grace.isWritten || pod.platforms.length === 0) return [];
    const { path, seconds } = grace;
    const graces = pod.platforms.flatMap((platform) => spotGrace(platform) ?? []);
    if (graces.length < pod.platforms.length) return [];
    const usual = Math.max(...graces.map((one) => one.usual));
    const most = Math.max(...graces.map((one) => one.most));
    if (seconds <= usual) return [];
    return [
      {
        path,
        message: `a grace period of ${seconds} seconds does not fit into the ${usual} seconds that ${conditionText(spot)} leaves after the notice`,
        ...(seconds <= most && {
          severity: "info",
          advice: `Set at most ${usual} seconds, unless the nodes are configured to give more: up to ${most} are possible.`,
        }),
        fix: {
          safety: "unsafe",
          title: `set the grace period to ${usual} seconds`,
          operations: [{ op: "set", path, value: usual }],
        },
      },
    ];
  }),
};
