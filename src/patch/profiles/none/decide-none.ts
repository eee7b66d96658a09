import { objectTitle } from "../../../k8s/object.ts";
import type { Advice } from "../../../kernel/diagnostic.ts";
import { listed } from "../../../kernel/words.ts";
import { mayHaveAccelerator } from "../../../workload/accelerators.ts";
import { startsWith } from "../../../yaml/field-path.ts";
import { collapseRemovals } from "../../shared/collapse.ts";
import { computingPodSets, type DecisionContext } from "../../shared/context.ts";
import type { ProfileDecision, ReasonedOperation, RefusedDecision } from "../../shared/decision.ts";
import { warn } from "../../shared/diagnostics.ts";
import { gpusNow } from "../../shared/pods.ts";
import { joinSteps } from "../../shared/step.ts";
import { NOT_KEPT_OFF } from "../removal/node-terms.ts";
import { removeGpuRuntimeClass, removeGpuSelectors, removeGpuTolerations } from "../removal/placement.ts";
import { changePreferredAffinity } from "../removal/preferred-affinity.ts";
import { changeRequiredAffinity } from "../removal/required-affinity.ts";

/**
 * `none`: takes out the placement that the catalog knows as that of GPU nodes, and nothing else. The accelerator
 * itself stays: its resource alone still finds a node that has it.
 */
export function decideNone(context: DecisionContext): RefusedDecision | ProfileDecision {
  const { workload } = context;
  const part = joinSteps(
    computingPodSets(context).flatMap((own) => [
      removeGpuTolerations(own),
      removeGpuSelectors(own),
      changeRequiredAffinity(own, NOT_KEPT_OFF),
      changePreferredAffinity(own, NOT_KEPT_OFF),
      removeGpuRuntimeClass(own),
    ]),
  );
  if (part.refusals.length > 0)
    return { kind: "refused", refusals: part.refusals, diagnostics: part.diagnostics };
  const floors = workload.podSets.map(({ podSpecPath }) => podSpecPath);
  const additions = part.operations.map((operation) => operation.path);
  const operations = [
    ...collapseRemovals(workload.object.root, part.removals, additions, floors),
    ...part.operations,
  ];
  const stays = operations.length > 0 && workload.podSets.some((one) => mayHaveAccelerator(one, context));
  return {
    kind: "made",
    operations,
    generated: [],
    dropped: [],
    sideEdits: [],
    diagnostics: [...part.diagnostics, ...(stays ? [acceleratorStays(context, operations)] : [])],
    gpus: { after: gpusNow(workload, context), peakAfter: null },
    peak: null,
    placement: null,
    notes: [],
    foughtSelectors: new Set(),
  };
}

/** A pod that still asks for a device is placed by it alone, and a taint on those nodes now keeps it out. */
function acceleratorStays({ workload }: DecisionContext, operations: readonly ReasonedOperation[]): Advice {
  const fields = new Set(
    workload.podSets.flatMap(({ podSpecPath }) =>
      operations.flatMap(({ path }) =>
        startsWith(path, podSpecPath) ? [String(path[podSpecPath.length])] : [],
      ),
    ),
  );
  return warn(workload, ["kind"], {
    code: "accelerator-stays",
    message: `${objectTitle(workload.object)} loses ${listed([...fields])} for GPU nodes, but its pods still ask for an accelerator`,
  });
}
