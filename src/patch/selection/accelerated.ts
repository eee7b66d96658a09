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
  return mayHaveAccelerator(workload, knowledge) || annotationsOf(workload.object).has(RESTORE_ANNOTATION);
}

/** True where it also counts what only reads like an accelerator: enough to leave the decision to the user. */
export function mayMeanAccelerator(workload: Workload, knowledge: Knowledge): boolean {
  if (hasOrHadAccelerator(workload, knowledge)) return true;
  return workload.containers.some(
    (container) => unknownAccelerators(container, knowledge.catalog).length > 0,
  );
}
