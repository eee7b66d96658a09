import { objectTitle } from "../../../k8s/object.ts";
import type { DecisionContext } from "../../shared/context.ts";
import { inform } from "../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../shared/step.ts";

/** Which role would have to grow, and by which measure, is not known of workloads with several. */
export function numbersStay({ workload }: DecisionContext): StepResult {
  const { kind, object, podSets } = workload;
  if (kind.scale !== "subresource" || podSets.length < 2) return NOTHING;
  return {
    ...NOTHING,
    diagnostics: [
      inform(workload, ["kind"], {
        code: "no-autoscaler-kind",
        message: `${objectTitle(object)} gets no autoscaler and keeps its numbers of pods: a replica of it is a whole group of several roles`,
      }),
    ],
  };
}
