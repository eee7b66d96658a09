import { deviceWord } from "../../../../gpu/words.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { cpuMetricAlone } from "../../../../workload/autoscaler-metrics.ts";
import { type Autoscaler, growthOf } from "../../../../workload/autoscalers.ts";
import { scalingAutoscalers } from "../../../../workload/pod-counts.ts";
import type { DecisionContext, PodSetContext } from "../../../shared/context.ts";
import type { DroppedObject } from "../../../shared/decision.ts";
import { deleteCommand } from "../../../shared/delete-command.ts";
import { inform, warnAtObject } from "../../../shared/diagnostics.ts";
import { gpusOfPods } from "../../../shared/pods.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";

/**
 * What autoscalers of a GPU workload may cost. Those that gpuify wrote for CPUs are taken back and not
 * named, nor those that do nothing while the workload is switched off. */
export function autoscalerDiagnostics(
  context: PodSetContext,
  allocation: GpuAllocation,
  autoscalers: readonly Autoscaler[],
): readonly Advice[] {
  const others = autoscalers.filter((one) => !one.ours);
  return scalingAutoscalers(context.podSet, others).flatMap((one) => notesOn(context, allocation, one));
}

function notesOn(
  { podSet }: PodSetContext,
  allocation: GpuAllocation,
  autoscaler: Autoscaler,
): readonly Advice[] {
  const title = objectTitle(podSet.object);
  const { object, max } = autoscaler;
  const most = gpusOfPods({ perPod: allocation.gpusPerPod, shared: allocation.gpusShared }, max);
  const cpuMetric = cpuMetricAlone(autoscaler);
  return [
    ...(growthOf(autoscaler) === null
      ? []
      : [
          inform(podSet, podSet.kind.replicas ?? ["spec"], {
            code: "hpa-gpu-maximum",
            message: `${objectTitle(object)} may grow ${title} to ${max} pods, ${most} ${deviceWord(allocation.placement?.vendor ?? null)}s; its replicas are left alone`,
          }),
        ]),
    ...(cpuMetric === null
      ? []
      : [
          warnAtObject(object, cpuMetric, {
            code: "hpa-cpu-metric-on-gpu",
            message: `${objectTitle(object)} scales ${title} by CPU use, which says little about a GPU server`,
            why: "The GPU may be full while the CPU idles, or the other way round.",
            advice: "Scale by requests in flight, queue length or a DCGM metric.",
          }),
        ]),
  ];
}

/**
 * Autoscalers that gpuify wrote for CPU pods leave the stream; apply does not prune, so a live cluster needs the
 * command. One that was left scaled GPU pods from 4 to 16 GPUs in a trial.
 */
export function supersededAutoscalers(
  { settings }: DecisionContext,
  autoscalers: readonly Autoscaler[],
): readonly DroppedObject[] {
  return autoscalers
    .filter((one) => one.ours)
    .map(({ object }) => ({
      id: object.id,
      reason: `gpuify wrote it for CPU pods; under ${settings.profile} it would scale GPUs by CPU use`,
      command: deleteCommand(object),
    }));
}
