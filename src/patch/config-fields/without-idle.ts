import { type Draft, openDraft } from "../../edit/draft.ts";
import { jsonOf, sameJson } from "../../k8s/json.ts";
import { at } from "../../yaml/access.ts";
import { type ReasonedOperation, STEPS } from "../shared/decision.ts";

/**
 * The draft without operations that change nothing in the end (a field that was taken away and written again), the others
 * in the order of steps. `start` is what was decided on.
 */
export function withoutIdle(
  start: Draft<ReasonedOperation>,
  draft: Draft<ReasonedOperation>,
): Draft<ReasonedOperation> {
  const ordered = [...draft.operations].sort((a, b) => STEPS.indexOf(a.step) - STEPS.indexOf(b.step));
  const busy = ordered.filter((one) => {
    const written = one.op === "set" ? at(draft.root, one.path) : null;
    return one.op !== "set" || written === null || !sameJson(jsonOf(written), one.value);
  });
  const left = openDraft(draft.root, busy);
  const isSame = sameJson(jsonOf(left.view), jsonOf(start.view));
  return isSame ? start : left;
}
