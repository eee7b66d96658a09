import { objectTitle } from "../../k8s/object.ts";
import { autoscalersOf } from "../../workload/autoscalers.ts";
import { scalingAutoscalers } from "../../workload/pod-counts.ts";
import { at, integer, isNullish, textAt } from "../../yaml/access.ts";
import { serverExample, withObject } from "../examples/workloads.ts";
import { perPod, type Rule } from "../rule.ts";

const AUTOSCALER = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: llm
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: llm
  minReplicas: 1
  maxReplicas: 4
  metrics:
    - type: Pods
      pods:
        metric:
          name: vllm_num_requests_waiting
        target:
          type: AverageValue
          averageValue: "5"`;

/** A number of replicas that each apply writes over the autoscaler's. */
export const hpaFixedReplicas: Rule = {
  id: "hpa-fixed-replicas",
  severity: "warning",
  title: "Replicas written beside an autoscaler",
  fix: "unsafe",
  about: () => ({
    why: "Each `kubectl apply` sets the workload back to the written number, whatever the autoscaler has made of it: servers are ended under load, or GPUs are started that nobody needs. Server-side apply reports a conflict instead, or does the same if you force conflicts.",
    advice:
      "Remove `spec.replicas`. The first client-side apply without it drops to 1 replica unless you also remove the number from the last applied configuration (`kubectl apply edit-last-applied`). With server-side apply, remove it after the autoscaler has set the number.",
    sources: [
      {
        title: "Migrating Deployments and StatefulSets to horizontal autoscaling",
        url: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling",
      },
      {
        title: "Server-Side Apply: transferring ownership",
        url: "https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership",
      },
    ],
    bad: withObject(serverExample({ spec: "replicas: 2" }), AUTOSCALER),
    good: withObject(serverExample(), AUTOSCALER),
  }),
  check: perPod(({ workload, object, gpuContainers }, { surroundings }) => {
    const path = workload.kind.replicas;
    if (path === null || workload.jobSpec !== null || isNullish(at(object.root, path))) return [];
    const [autoscaler] = scalingAutoscalers(workload, autoscalersOf(workload, surroundings));
    if (autoscaler === undefined) return [];
    const { min, max, ours } = autoscaler;
    const title = objectTitle(autoscaler.object);
    const written = textAt(object.root, path) ?? "";
    // Without the field a new object starts with one pod: with 0 written, nobody has asked for one.
    const isZero = integer(at(object.root, path)) === 0;
    return [
      {
        path,
        ...((ours || gpuContainers.length === 0) && { severity: "info" }),
        message: `each apply sets the replicas to ${written}, which ${title} scales between ${min} and ${max}`,
        ...(isZero && {
          advice:
            "Remove `spec.replicas` after the object exists in the cluster: a new object without the field starts one pod.",
        }),
        ...(ours && {
          advice:
            "Remove `spec.replicas` once the autoscaler runs: `gpuify patch -p bursty --release-replicas` says how to do it without a drop.",
        }),
        related: [
          {
            object: autoscaler.object,
            path: ["spec", "scaleTargetRef"],
            message: `${title} aims at it`,
          },
        ],
        ...(!isZero && {
          fix: {
            safety: "unsafe",
            title: "leave the number of replicas to the autoscaler",
            operations: [{ op: "remove", path }],
          },
        }),
      },
    ];
  }),
};
