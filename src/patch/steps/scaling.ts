import { objectTitle } from "../../k8s/object.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import type { Autoscaler } from "../autoscalers.ts";
import type { DecisionContext } from "../context.ts";
import type { DroppedObject } from "../intent.ts";
import { inform, warnAtObject } from "../notice.ts";
import type { GpuPlan } from "../plan.ts";

/** Autoscalers of a GPU workload: what they may cost, and those that gpuify wrote for CPUs and takes back. */
export function scalingStep(
  context: DecisionContext,
  plan: GpuPlan,
  autoscalers: readonly Autoscaler[],
): { readonly dropped: readonly DroppedObject[]; readonly diagnostics: readonly Diagnostic[] } {
  const ours = autoscalers.filter((one) => one.ours);
  const theirs = autoscalers.filter((one) => !one.ours);
  return {
    dropped: ours.map((one) => dropped(context, one)),
    diagnostics: theirs.flatMap((one) => autoscalerNotes(context, plan, one)),
  };
}

function dropped({ settings }: DecisionContext, { object }: Autoscaler): DroppedObject {
  const namespace = object.namespace === null ? "" : ` -n ${object.namespace}`;
  return {
    id: object.id,
    reason: `gpuify wrote it for CPU pods; under \`${settings.profile}\` it would scale GPUs by CPU use`,
    command: `kubectl delete hpa/${object.name}${namespace}`,
  };
}

function autoscalerNotes(
  { workload }: DecisionContext,
  plan: GpuPlan,
  autoscaler: Autoscaler,
): readonly Diagnostic[] {
  const title = objectTitle(workload.object);
  const most = autoscaler.max * plan.gpusPerPod.after;
  const notes: Diagnostic[] = [
    inform(workload, workload.kind.replicas ?? ["spec"], {
      code: "autoscaled-gpus",
      message: `${objectTitle(autoscaler.object)} may grow ${title} to ${autoscaler.max} pods, ${most} GPUs; its replicas are left alone`,
    }),
  ];
  if (autoscaler.cpuMetric === null) return notes;
  return [
    ...notes,
    warnAtObject(autoscaler.object, autoscaler.cpuMetric, {
      code: "cpu-metric-on-gpu",
      message: `${objectTitle(autoscaler.object)} scales ${title} by CPU use, which says little about a GPU server`,
      why: "The GPU may be full while the CPU idles, or the other way round.",
      advice: "Scale by requests in flight, queue length or a DCGM metric.",
    }),
  ];
}
