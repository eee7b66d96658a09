import { acceleratorsOf, wholeGpus } from "../../workload/accelerators.ts";
import { autoscalersOf } from "../../workload/autoscalers.ts";
import { joinParts } from "../bursty/part.ts";
import { removeGpuRuntimeClass, removeGpuSelectors, removeGpuTolerations } from "../bursty/placement.ts";
import { removePreferredGpuTerms } from "../bursty/preferred-affinity.ts";
import { changeRequiredAffinity } from "../bursty/required-affinity.ts";
import { collapseRemovals } from "../collapse.ts";
import type { DecisionContext } from "../context.ts";
import type { Decision } from "../intent.ts";
import { inform } from "../notice.ts";
import { podCount, podGpus } from "../pods.ts";
import { immutabilityNotes } from "../steps/kind-notes.ts";

/**
 * `none`: takes out the placement that the catalog knows as that of GPU nodes, and nothing else. The accelerator
 * itself stays: its resource alone still finds a node that has it.
 */
export function decideNone(context: DecisionContext): Decision {
  const { workload, catalog, surroundings } = context;
  const part = joinParts([
    removeGpuTolerations(context),
    removeGpuSelectors(context),
    changeRequiredAffinity(context, null),
    removePreferredGpuTerms(context),
    removeGpuRuntimeClass(context),
  ]);
  const isRefused = part.diagnostics.some(({ severity }) => severity === "error");
  const floors = [workload.podSpecPath];
  const additions = part.intents.map((intent) => intent.path);
  const intents = isRefused
    ? []
    : [...collapseRemovals(workload.object.root, part.removals, additions, floors), ...part.intents];
  const perPod = podGpus(workload, acceleratorsOf(workload, catalog).map(wholeGpus));
  const gpus = podCount(workload, autoscalersOf(workload, surroundings)).now * perPod;
  const stays = inform(workload, ["kind"], {
    code: "accelerator-stays",
    message: "only the placement on GPU nodes goes; what the pods ask for stays",
    advice: "`-p bursty` takes the accelerator away too, and keeps what is needed to restore it.",
  });
  return {
    intents,
    generated: [],
    dropped: [],
    sideEdits: [],
    diagnostics: [
      ...part.diagnostics,
      ...(intents.length > 0 && perPod > 0 ? [stays] : []),
      ...immutabilityNotes(workload, intents),
    ],
    gpus: { before: gpus, after: gpus, peakAfter: null },
    peak: null,
    placement: null,
    notes: [],
  };
}
