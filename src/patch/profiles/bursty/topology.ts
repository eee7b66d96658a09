import { at, items, textAt } from "../../../yaml/access.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { warn } from "../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../shared/step.ts";

/** Rules that bind pods to domains of nodes, from the pod spec; a node without the label is in no domain. */
const RULES: readonly FieldPath[] = [
  ["affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution"],
  ["topologySpreadConstraints"],
];

/**
 * Warns about rules over a label that only GPU nodes have, such as an NVLink domain: CPU nodes cannot meet them, so
 * the pods would stay Pending. They are about more than the GPU (which pods belong together), so they stay.
 */
export function noteGpuTopology({ podSet, catalog }: PodSetContext): StepResult {
  const diagnostics = RULES.flatMap((rule) =>
    items(at(podSet.podSpec, rule)).flatMap((entry, index) => {
      const key = textAt(entry, ["topologyKey"]);
      const isSoft = textAt(entry, ["whenUnsatisfiable"]) === "ScheduleAnyway";
      if (key === null || isSoft || catalog.label(key)?.gpuOnly !== true) return [];
      return [
        warn(podSet, [...podSet.podSpecPath, ...rule, index, "topologyKey"], {
          code: "gpu-topology",
          message: `the rule over ${key} stays, and only GPU nodes have that label`,
        }),
      ];
    }),
  );
  return { ...NOTHING, diagnostics };
}
