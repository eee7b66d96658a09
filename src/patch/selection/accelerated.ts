import { annotationsOf } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import { mayHaveAccelerator, unknownAccelerators } from "../../workload/accelerators.ts";
import type { Knowledge } from "../../workload/knowledge.ts";
import { RESTORE_ANNOTATION } from "../shared/restore-annotation.ts";

/**
 * True for a workload that asks for an accelerator, or did before `bursty` took it away: it is still one of those that
 * are meant, also in a second run.
 */
export function hasOrHadAccelerator(workload: Workload, knowledge: Knowledge): boolean {
  return (
    workload.podSets.some((one) => mayHaveAccelerator(one, knowledge)) ||
    annotationsOf(workload.object).has(RESTORE_ANNOTATION)
  );
}

/** True where it also counts what only reads like an accelerator: enough to leave the decision to the user. */
export function mayMeanAccelerator(workload: Workload, knowledge: Knowledge): boolean {
  if (hasOrHadAccelerator(workload, knowledge)) return true;
  return hasUnknownAccelerator(workload, knowledge);
}

/** True where a container asks for a resource that reads like an accelerator's. */
export function hasUnknownAccelerator(
  { podSets }: Workload,
  { catalog }: Pick<Knowledge, "catalog">,
): boolean {
  return podSets.some(({ containers }) =>
    containers.some((container) => unknownAccelerators(container, catalog).length > 0),
  );
}
