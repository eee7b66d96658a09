import { type KubeObject, objectTitle } from "../../../k8s/object.ts";
import type { CodeAs } from "../../../kernel/codes/code.ts";
import type { Advice, DiagnosticText } from "../../../kernel/diagnostic.ts";
import { gpuMetricsOf } from "../../../workload/autoscaler-metrics.ts";
import type { Autoscaler } from "../../../workload/autoscalers.ts";
import { objectsAimingAt } from "../../../workload/surroundings.ts";
import { textAt } from "../../../yaml/access.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { inform, warn, warnAtObject } from "../../shared/diagnostics.ts";

/**
 * VerticalPodAutoscalers that change the workload's requests. With mode `Off` one only recommends. VPA and an HPA on
 * CPU work against each other (kubernetes/autoscaler vertical-pod-autoscaler/docs/known-limitations.md).
 */
export function verticalAutoscalers({ podSet, surroundings }: PodSetContext): readonly KubeObject[] {
  return objectsAimingAt(surroundings, podSet.object).filter(
    (object) =>
      object.kind === "VerticalPodAutoscaler" &&
      textAt(object.root, ["spec", "updatePolicy", "updateMode"]) !== "Off",
  );
}

/** What is to say about autoscalers that somebody else wrote: they are kept, and two of them are one too many. */
export function keptDiagnostics(
  { podSet, settings }: PodSetContext,
  kept: readonly Autoscaler[],
  vertical: readonly KubeObject[],
): readonly Advice[] {
  const titles = [...kept.map((one) => one.object), ...vertical].map(objectTitle);
  const flags = [settings.replicas, settings.maxReplicas].flatMap((setting) =>
    setting?.origin.kind === "flag" ? [setting.origin.name] : [],
  );
  const wanted = flags.includes("--max-replicas");
  const notice: DiagnosticText<CodeAs<"error" | "warning">> = {
    code: "autoscaler-kept",
    message: `${titles.join(" and ")} already ${titles.length === 1 ? "follows" : "follow"} ${objectTitle(podSet.object)} and ${titles.length === 1 ? "is" : "are"} kept${wanted ? "; --max-replicas changes nothing" : ""}`,
  };
  const scalers = kept.length > 1 ? [clash(podSet, kept)] : [];
  return [
    (wanted ? warn : inform)(podSet, ["metadata", "name"], notice),
    ...scalers,
    ...kept.flatMap(gpuMetrics),
  ];
}

/** kubernetes#112011: pods that two HPAs select are scaled by neither. */
function clash(podSet: PodSetContext["podSet"], kept: readonly Autoscaler[]): Advice {
  return warn(podSet, ["metadata", "name"], {
    code: "two-autoscalers",
    message: `${kept.map((one) => objectTitle(one.object)).join(" and ")} aim at the same ${objectTitle(podSet.object)}`,
  });
}

/** A metric of GPUs that will not exist on CPUs: the autoscaler would be blind. */
function gpuMetrics(autoscaler: Autoscaler): readonly Advice[] {
  const { object } = autoscaler;
  return gpuMetricsOf(autoscaler).map(({ text, path }) =>
    warnAtObject(object, path, {
      code: "gpu-metric",
      message: `${objectTitle(object)} scales by "${text.slice(0, 80)}", which pods without a GPU do not have`,
    }),
  );
}
