import type { ValueOperation } from "../../edit/operation.ts";
import { asWorkload, type Workload } from "../../k8s/workload.ts";
import { Bug } from "../../kernel/failure.ts";
import { treeAfter } from "./tree.ts";

/**
 * The workload as it would be after operations, for deciding on it.
 * @throws Bug where they leave no workload.
 */
export function workloadAfter({ object }: Workload, operations: readonly ValueOperation[]): Workload {
  const after = asWorkload({ ...object, root: treeAfter(object.root, operations) });
  if (after === null || after === "no-pod-spec") throw new Bug("a workload is none after its own changes");
  return after;
}
