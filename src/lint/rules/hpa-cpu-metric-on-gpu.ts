import { objectTitle } from "../../k8s/object.ts";
import { cpuMetricAlone } from "../../workload/autoscaler-metrics.ts";
import { autoscalersOf } from "../../workload/autoscalers.ts";
import { scalingAutoscalers } from "../../workload/pod-counts.ts";
import { serverExample, withObject } from "../examples/workloads.ts";
import { perPod, type Rule } from "../rule.ts";

const HEAD = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: llm
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: llm
  maxReplicas: 4
  metrics:`;

/** An autoscaler that counts CPU use of pods whose work is on the GPU. */
export const hpaCpuMetricOnGpu: Rule = {
  id: "hpa-cpu-metric-on-gpu",
  severity: "warning",
  title: "GPU pods scaled by CPU use",
  fix: "none",
  about: () => ({
    why: "CPU use says little about the load of a GPU: it may be full while the CPU idles, or the other way round, so GPUs are missing under load or held without any. The metrics API that HPAs ask for resources knows CPU and memory only.",
    advice:
      "Scale by requests in flight, queue length or a GPU metric (DCGM) through the custom or external metrics API.",
    sources: [
      {
        title: "Autoscaling with vLLM metrics (production stack)",
        url: "https://docs.vllm.ai/projects/production-stack/en/latest/use_cases/autoscaling-keda.html",
      },
      {
        title: "Horizontal Pod Autoscaling: support for resource and custom metrics",
        url: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics",
      },
    ],
    bad: withObject(
      serverExample(),
      `${HEAD}
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70`,
    ),
    good: withObject(
      serverExample(),
      `${HEAD}
    - type: Pods
      pods:
        metric:
          name: vllm_num_requests_waiting
        target:
          type: AverageValue
          averageValue: "5"`,
    ),
  }),
  check: perPod(({ workload, object, gpuContainers }, { surroundings }) => {
    if (gpuContainers.length === 0) return [];
    return scalingAutoscalers(workload, autoscalersOf(workload, surroundings)).flatMap((autoscaler) => {
      const cpuMetric = cpuMetricAlone(autoscaler);
      if (cpuMetric === null) return [];
      const isDefault = cpuMetric.length === 1;
      return [
        {
          object: autoscaler.object,
          path: cpuMetric,
          message: isDefault
            ? `names no metric, so it scales ${objectTitle(object)}, which works on a GPU, by CPU use`
            : `scales ${objectTitle(object)}, which works on a GPU, by CPU use`,
        },
      ];
    });
  }),
};
