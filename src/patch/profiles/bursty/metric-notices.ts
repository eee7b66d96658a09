import { isJsonMap, isList } from "../../../k8s/json.ts";
import { objectTitle } from "../../../k8s/object.ts";
import type { ContainerView } from "../../../k8s/workload.ts";
import type { Advice } from "../../../kernel/diagnostic.ts";
import type { DecisionContext } from "../../shared/context.ts";
import { warn } from "../../shared/diagnostics.ts";
import {
  CONTAINER_METRICS_MINOR,
  type CpuMetric,
  livesByPod,
  POD_LEVEL_METRICS_MINOR,
  runningContainers,
} from "./autoscaler-object.ts";
import { podSaysCpu, saysCpu } from "./requests.ts";

/** What an autoscaler of an older Kubernetes cannot measure as it should. */
export function metricNotices(
  context: DecisionContext,
  metric: CpuMetric,
  targets: readonly ContainerView[],
): readonly Advice[] {
  const { workload, settings } = context;
  if (metric.kind === "containers") return [];
  const minor = settings.kubernetesMinor.value;
  const running = runningContainers(context);
  const byPod = livesByPod(context, targets);
  if (byPod && minor < POD_LEVEL_METRICS_MINOR)
    return [
      warn(workload, [...workload.podSpecPath, "resources"], {
        code: "pod-level-metric",
        message: `the autoscaler of ${objectTitle(workload.object)} cannot measure: the CPU request is the pod's, not the containers'`,
        why: `Autoscalers read pod-level requests from Kubernetes 1.${POD_LEVEL_METRICS_MINOR} on.`,
      }),
    ];
  if (running.length === 1 || byPod || minor >= CONTAINER_METRICS_MINOR) return [];
  const silent = running.filter((one) => !targets.includes(one) && !saysCpu(one)).map((one) => one.name);
  return [
    warn(workload, [...workload.podSpecPath, "containers"], {
      code: "pod-wide-metric",
      message: `the autoscaler of ${objectTitle(workload.object)} measures all its containers together${silent.length === 0 ? "" : `, and ${silent.join(", ")} has no CPU request, so it cannot measure at all`}`,
      why: `Measuring one container needs Kubernetes 1.${CONTAINER_METRICS_MINOR}.`,
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
  { workload, settings }: DecisionContext,
  targets: readonly ContainerView[],
): readonly Advice[] {
  const metrics = settings.autoscaler?.value.metrics;
  if (!isList(metrics) || podSaysCpu(workload)) return [];
  const isShare = metrics.some((metric) => {
    const resource = isJsonMap(metric) ? (metric.resource ?? metric.containerResource) : undefined;
    return isJsonMap(resource) && resource.name === "cpu" && isJsonMap(resource.target)
      ? resource.target.type === "Utilization"
      : false;
  });
  const silent = workload.containers
    .filter((one) => one.role !== "init" && !targets.includes(one) && !saysCpu(one))
    .map((one) => one.name);
  if (!isShare || silent.length === 0) return [];
  return [
    warn(workload, [...workload.podSpecPath, "containers"], {
      code: "cpu-metric-without-requests",
      message: `the autoscaler of ${objectTitle(workload.object)} measures CPU as a share of requests, and ${silent.join(", ")} has none`,
    }),
  ];
}
