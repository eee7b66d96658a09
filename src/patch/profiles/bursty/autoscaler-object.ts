import type { Json } from "../../../edit/operation.ts";
import type { JsonMap } from "../../../k8s/json.ts";
import { ON_BY_DEFAULT_SINCE } from "../../../k8s/on-by-default.ts";
import type { ContainerView } from "../../../k8s/workload.ts";
import { minorToWriteFor } from "../../../profile/layers.ts";
import { MANAGED_BY } from "../../../workload/autoscalers.ts";
import { podSaysCpu, saysCpu } from "../../shared/amounts.ts";
import type { PodSetContext } from "../../shared/context.ts";
import type { Targets } from "../../shared/cpu-containers.ts";

/** Share of the CPU request at which pods are added: room for a burst until new pods are ready. */
const CPU_UTILIZATION = 70;

/**
 * Fast up: the API server's own defaults (double or four pods every 15 s, no delay), written out because they are
 * half of what the profile promises. Slow down: the documented 300 s window, then the documented example of a limited
 * rate, 10 % a minute. Source: kubernetes/website concepts/workloads/autoscaling/horizontal-pod-autoscale, sections
 * "Default behavior" and "Example: limit scale down rate", read 2026-08-22.
 */
const BEHAVIOR: JsonMap = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    policies: [
      { type: "Percent", value: 100, periodSeconds: 15 },
      { type: "Pods", value: 4, periodSeconds: 15 },
    ],
    selectPolicy: "Max",
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    policies: [{ type: "Percent", value: 10, periodSeconds: 60 }],
  },
};

/** How an autoscaler measures CPU. */
export type CpuMetric =
  | { readonly kind: "containers"; readonly names: readonly string[] }
  | { readonly kind: "pod" };

/**
 * Measures the chosen containers by themselves when the pod has others (a sidecar without a request blinds a
 * pod-level metric).
 * A container without a CPU request of its own lives by the pod's, which only the pod-level metric knows.
 * Where the container is not known, but all have requests, the pod as a whole can be measured; else null.
 */
export function cpuMetricFor(context: PodSetContext, targets: Targets): CpuMetric | null {
  const { settings } = context;
  const running = runningContainers(context);
  if (!targets.ok) {
    const isMeasurable = running.length > 0 && (running.every(saysCpu) || podSaysCpu(context.podSet));
    return isMeasurable && settings.container === undefined ? { kind: "pod" } : null;
  }
  const tooOld = minorToWriteFor(settings) < ON_BY_DEFAULT_SINCE.containerMetrics;
  if (running.length === 1 || tooOld || livesByPod(context, targets.containers)) return { kind: "pod" };
  return { kind: "containers", names: targets.containers.map((container) => container.name) };
}

/** True when the containers have no CPU request of their own and the pod as a whole has one. */
export function livesByPod({ podSet, settings }: PodSetContext, targets: readonly ContainerView[]): boolean {
  return podSaysCpu(podSet) && settings.cpu === undefined && !targets.every(saysCpu);
}

/** Containers that an autoscaler measures: all but ordinary init containers. */
export function runningContainers({ podSet }: PodSetContext): readonly ContainerView[] {
  return podSet.containers.filter((container) => container.role !== "init");
}

/**
 * A HorizontalPodAutoscaler that follows the workload by CPU use, or by the metrics that a profile of one's own names;
 * `metric` is null only where it names some. Pure data; names and namespace are the workload's.
 */
export function autoscalerFor(
  context: PodSetContext,
  bounds: { readonly min: number; readonly max: number },
  metric: CpuMetric | null,
): JsonMap {
  const { object } = context.podSet;
  const own = context.settings.autoscaler?.value;
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: {
      name: object.name,
      ...(object.namespace === null ? {} : { namespace: object.namespace }),
      labels: { [MANAGED_BY.key]: MANAGED_BY.value },
    },
    spec: {
      scaleTargetRef: { apiVersion: object.apiVersion, kind: object.kind, name: object.name },
      minReplicas: bounds.min,
      maxReplicas: bounds.max,
      metrics: own?.metrics ?? (metric === null ? [] : metricsOf(metric)),
      behavior: own?.behavior ?? BEHAVIOR,
    },
  };
}

function metricsOf(metric: CpuMetric): Json {
  const target = { type: "Utilization", averageUtilization: CPU_UTILIZATION };
  if (metric.kind === "pod") return [{ type: "Resource", resource: { name: "cpu", target } }];
  return metric.names.map((container) => ({
    type: "ContainerResource",
    containerResource: { name: "cpu", container, target },
  }));
}
