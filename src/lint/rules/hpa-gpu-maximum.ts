import { type KubeObject, objectTitle } from "../../k8s/object.ts";
import { parseQuantity, wholeNumber } from "../../k8s/quantity.ts";
import { type Autoscaler, growthOf } from "../../workload/autoscalers.ts";
import { deviceList, hasNoDevices, type PodDevices, podDevices } from "../../workload/pod-devices.ts";
import { textAt } from "../../yaml/access.ts";
import type { LintContext } from "../context.ts";
import { serverExample, withObject } from "../examples/workloads.ts";
import { replicasOf } from "../lifecycle/replicas.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

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
  maxReplicas: 16
  metrics:
    - type: Pods
      pods:
        metric:
          name: vllm_num_requests_waiting
        target:
          type: AverageValue
          averageValue: "5"`;

/** How many GPUs an autoscaler may take. */
export const hpaGpuMaximum: Rule = {
  id: "hpa-gpu-maximum",
  severity: "info",
  title: "Autoscaler that may take many GPUs",
  fix: "none",
  about: () => ({
    why: "An autoscaler of GPU pods spends GPUs: on clusters that make nodes on demand its maximum is the bill, on others the pods beyond the last GPU stay Pending. A ScaledObject without `maxReplicaCount` may start 100 pods.",
    advice:
      "Set the maximum to what may be spent, and limit the namespace with a ResourceQuota on the resource.",
    sources: [
      {
        title: "ScaledObject specification",
        url: "https://keda.sh/docs/latest/reference/scaledobject-spec/#maxreplicacount",
      },
      {
        title: "Resource quota for extended resources",
        url: "https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-for-extended-resources",
      },
    ],
    bad: withObject(serverExample(), AUTOSCALER),
    good: withObject(
      withObject(serverExample(), AUTOSCALER),
      `apiVersion: v1
kind: ResourceQuota
metadata:
  name: gpus
spec:
  hard:
    requests.nvidia.com/gpu: 16`,
    ),
  }),
  check: perPod((pod, context) => {
    if (!pod.isGpuPod) return [];
    const devices = podDevices(pod.workload, context);
    if (hasNoDevices(devices)) return [];
    const autoscalers = replicasOf(pod, context)?.scaling ?? [];
    return autoscalers.flatMap((autoscaler) => maximum(pod, devices, autoscaler, context));
  }),
};

function maximum(
  pod: Pod,
  devices: PodDevices,
  autoscaler: Autoscaler,
  context: LintContext,
): readonly RuleFinding[] {
  const growth = growthOf(autoscaler);
  if (growth === null) return [];
  const { object, max } = autoscaler;
  const { path, isWritten } = growth;
  const title = objectTitle(pod.object);
  const most = deviceList(devices, max);
  const quotas = [...devices.byResource.keys()].flatMap(
    (resource) => quotaOf(pod.object, resource, context) ?? [],
  );
  const short = quotas.find(({ resource, limit }) => limit < (devices.byResource.get(resource) ?? 0) * max);
  if (short !== undefined)
    return [
      {
        object,
        path,
        message: `may grow ${title} to ${max} pods with ${most}, and the quota is ${short.limit} ${short.resource}`,
        advice: "Lower the maximum to what the quota has room for: pods beyond it are rejected.",
        related: [
          {
            object: short.quota,
            path: ["spec", "hard", short.key],
            message: `the quota of ${short.resource}`,
          },
        ],
      },
    ];
  if (devices.claimed === 0 && quotas.length === devices.byResource.size) return [];
  return [
    {
      object,
      path,
      message: isWritten
        ? `may grow ${title} to ${max} pods, which take ${most}`
        : `has no ${path.at(-1)} and may grow ${title} to ${max} pods, which take ${most}`,
    },
  ];
}

interface Quota {
  readonly quota: KubeObject;
  readonly resource: string;
  readonly key: string;
  readonly limit: number;
}

/** The smallest quota of the input on a resource in the object's namespace. */
function quotaOf({ namespace }: KubeObject, resource: string, { surroundings }: LintContext): Quota | null {
  const key = `requests.${resource}`;
  let smallest: Quota | null = null;
  for (const quota of surroundings.objects) {
    if (quota.kind !== "ResourceQuota" || quota.namespace !== namespace) continue;
    const limit = wholeNumber(
      parseQuantity(textAt(quota.root, ["spec", "hard", key]) ?? "") ?? { numerator: 1n, denominator: 2n },
    );
    if (limit !== null && limit < (smallest?.limit ?? Number.POSITIVE_INFINITY))
      smallest = { quota, resource, key, limit };
  }
  return smallest;
}
