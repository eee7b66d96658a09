import { type Draft, openDraft } from "../../edit/draft.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { LiveState } from "../../workload/live/live-state.ts";
import { collapseRemovals, podFloors, type Removal } from "../shared/collapse.ts";
import type { ReasonedOperation } from "../shared/decision.ts";

const STRIP = "--strip-live";

/** What takes out the fields that a cluster wrote, one by one. */
export function stripOperations({ fields }: LiveState): readonly ReasonedOperation[] {
  return fields.map(({ path, why }) => ({
    op: "remove",
    path,
    step: "lifecycle",
    reason: why,
    origin: { kind: "flag", name: STRIP },
  }));
}

/** The draft with maps and lists gone that removals of several steps leave empty together. */
export function withJoinedRemovals(
  draft: Draft<ReasonedOperation>,
  original: Workload,
): Draft<ReasonedOperation> {
  const additions = draft.operations.filter(({ op }) => op !== "remove");
  const removals = collapsed(original, draft.operations.filter(isRemoval), additions);
  return openDraft(draft.root, [...removals, ...additions]);
}

/** The removals of the live fields alone, beside what was decided on the workload as it is. */
export function stripBeside(
  workload: Workload,
  live: LiveState,
  decided: readonly ReasonedOperation[],
): readonly ReasonedOperation[] {
  const additions = decided.filter(({ op }) => op !== "remove");
  return collapsed(workload, stripOperations(live).filter(isRemoval), additions);
}

function collapsed(
  { object, podSets }: Workload,
  removals: readonly Removal[],
  additions: readonly ReasonedOperation[],
): readonly ReasonedOperation[] {
  const floors = [["metadata"], ...podSets.flatMap(podFloors)];
  const added = additions.map(({ path }) => path);
  return collapseRemovals(object.root, removals, added, floors);
}

/** True for what takes out a field that a cluster wrote. */
export function isLiveRemoval({ op, origin }: ReasonedOperation): boolean {
  return op === "remove" && origin.kind === "flag" && origin.name === STRIP;
}

function isRemoval(operation: ReasonedOperation): operation is ReasonedOperation & { readonly op: "remove" } {
  return operation.op === "remove";
}
