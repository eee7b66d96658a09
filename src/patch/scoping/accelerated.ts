import type { Catalog } from "../../gpu/types.ts";
import { annotationsOf } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import { hasAccelerator, unknownAccelerators } from "../../workload/accelerators.ts";
import { RESTORE_ANNOTATION } from "../restore.ts";

/**
 * True for a workload that asks for an accelerator, or did before `bursty` took it away: it is still one of those that
 * are meant, also in a second run.
 */
export function hasOrHadAccelerator(workload: Workload, catalog: Catalog): boolean {
  return hasAccelerator(workload, catalog) || annotationsOf(workload.object).has(RESTORE_ANNOTATION);
}

/** True where it also counts what only reads like an accelerator: enough to leave the decision to the user. */
export function mayHaveAccelerator(workload: Workload, catalog: Catalog): boolean {
  if (hasOrHadAccelerator(workload, catalog)) return true;
  return workload.containers.some((container) => unknownAccelerators(container, catalog).length > 0);
}
