import { spotGrace } from "../../gpu/tables/spot-grace.ts";
import { DEFAULT_GRACE, gracePeriod } from "../../workload/grace-period.ts";
import { conditionText, spotCondition } from "../placement/conditions.ts";
import { perPod, type Rule } from "../rule.ts";

/** A training run on spot machines that gives its checkpoint less time than the cloud does. */
export const spotCheckpointTime: Rule = {
  id: "spot-checkpoint-time",
  severity: "info",
  title: "Training on spot machines with little time for a checkpoint",
  fix: "unsafe",
  about: () => ({
    why: "When a cloud takes a spot machine back, pods are told and then killed: without a grace period of their own after 30 seconds, although the notice leaves more. A checkpoint that takes longer is lost.",
    advice:
      "Set `terminationGracePeriodSeconds` to the time that the notice leaves, and let the program write a checkpoint when it gets SIGTERM.",
    sources: [
      {
        title: "Pod lifecycle: termination of Pods",
        url: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
      },
      {
        title: "EC2: Spot instance interruption notices",
        url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html",
      },
    ],
    bad: example(""),
    good: example("      terminationGracePeriodSeconds: 120\n"),
  }),
  check: perPod((pod, { catalog, profileOf }) => {
    const grace = gracePeriod(pod.workload);
    if (grace === null || grace.isWritten) return [];
    const { path } = grace;
    const spot = spotCondition(pod, catalog);
    if (spot === null || !pod.isGpuPod) return [];
    const graces = pod.platforms.flatMap((platform) => spotGrace(platform) ?? []);
    if (graces.length === 0 || graces.length < pod.platforms.length) return [];
    const usual = Math.min(...graces.map((one) => one.usual));
    if (usual <= DEFAULT_GRACE || profileOf(pod.workload) !== "training") return [];
    return [
      {
        path,
        message: `the run is killed ${DEFAULT_GRACE} seconds after it is told to end, although ${conditionText(spot)} leaves ${usual}`,
        advice: `Set \`terminationGracePeriodSeconds: ${usual}\`, and let the program write a checkpoint when it gets SIGTERM.`,
        fix: {
          safety: "unsafe",
          title: `set the grace period to ${usual} seconds`,
          operations: [{ op: "set", path, value: usual }],
        },
      },
    ];
  }),
};

function example(grace: string): string {
  return `apiVersion: batch/v1
kind: Job
metadata:
  name: finetune
spec:
  template:
    spec:
      restartPolicy: Never
${grace}      nodeSelector:
        karpenter.sh/capacity-type: spot
        karpenter.k8s.aws/instance-gpu-name: l40s
      containers:
        - name: trainer
          image: pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
          command: [torchrun, train.py]
          resources:
            limits:
              nvidia.com/gpu: 1
`;
}
