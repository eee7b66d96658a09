import { isJsonMap, isList } from "../../../k8s/json.ts";
import { objectTitle } from "../../../k8s/object.ts";
import { ON_BY_DEFAULT_SINCE } from "../../../k8s/on-by-default.ts";
import type { ContainerView } from "../../../k8s/workload.ts";
import type { Advice } from "../../../kernel/diagnostic.ts";
import { minorToWriteFor } from "../../../profile/layers.ts";
import { podSaysCpu, saysCpu } from "../../shared/amounts.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { warn } from "../../shared/diagnostics.ts";
import { type CpuMetric, livesByPod, runningContainers } from "./autoscaler-object.ts";

/** What an autoscaler of an older Kubernetes cannot measure as it should. */
export function metricDiagnostics(
  context: PodSetContext,
  metric: CpuMetric,
  targets: readonly ContainerView[],
): readonly Advice[] {
  const { podSet, settings } = context;
  if (metric.kind === "containers") return [];
  const minor = minorToWriteFor(settings);
  const running = runningContainers(context);
  const byPod = livesByPod(context, targets);
  if (byPod && minor < ON_BY_DEFAULT_SINCE.podLevelMetrics)
    return [
      warn(podSet, [...podSet.podSpecPath, "resources"], {
        code: "pod-level-metric",
        message: `the autoscaler of ${objectTitle(podSet.object)} cannot measure: the CPU request is the pod's, not the containers'`,
        why: `Autoscalers read pod-level requests from Kubernetes 1.${ON_BY_DEFAULT_SINCE.podLevelMetrics} on.`,
      }),
    ];
  if (running.length === 1 || byPod || minor >= ON_BY_DEFAULT_SINCE.containerMetrics) return [];
  const silent = running.filter((one) => !targets.includes(one) && !saysCpu(one)).map((one) => one.name);
  return [
    warn(podSet, [...podSet.podSpecPath, "containers"], {
      code: "pod-wide-metric",
      message: `the autoscaler of ${objectTitle(podSet.object)} measures all its containers together${silent.length === 0 ? "" : `, and ${silent.join(", ")} has no CPU request, so it cannot measure at all`}`,
      why: `Measuring one container needs Kubernetes 1.${ON_BY_DEFAULT_SINCE.containerMetrics}.`,
      advice:
        silent.length === 0
          ? "Pass --kubernetes-version if the cluster is newer."
          : "Give every container a CPU request.",
    }),
  ];
}

/**
 * Metrics of one's own that measure CPU as a share of requests, where a container will have no request to be a share
 * of. The targets get one in the same run.
 */
export function unmeasured(
  { podSet, settings }: PodSetContext,
  targets: readonly ContainerView[],
): readonly Advice[] {
  const metrics = settings.autoscaler?.value.metrics;
  if (!isList(metrics) || podSaysCpu(podSet)) return [];
  const isShare = metrics.some((metric) => {
    const resource = isJsonMap(metric) ? (metric.resource ?? metric.containerResource) : undefined;
    return isJsonMap(resource) && resource.name === "cpu" && isJsonMap(resource.target)
      ? resource.target.type === "Utilization"
      : false;
  });
  const silent = podSet.containers
    .filter((one) => one.role !== "init" && !targets.includes(one) && !saysCpu(one))
    .map((one) => one.name);
  if (!isShare || silent.length === 0) return [];
  return [
    warn(podSet, [...podSet.podSpecPath, "containers"], {
      code: "cpu-metric-without-requests",
      message: `the autoscaler of ${objectTitle(podSet.object)} measures CPU as a share of requests, and ${silent.join(", ")} has none`,
    }),
  ];
}
