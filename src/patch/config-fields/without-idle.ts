import { openDraft } from "../../edit/draft.ts";
import { jsonOf, sameJson } from "../../k8s/json.ts";
import { at } from "../../yaml/access.ts";
import { type DecisionContext, workloadIn } from "../shared/context.ts";
import { STEPS } from "../shared/decision.ts";

/**
 * The context without operations that change nothing in the end (a field that was taken away and written again), the others
 * in the order of steps. `start` is what was decided on.
 */
export function withoutIdle(start: DecisionContext, end: DecisionContext): DecisionContext {
  const { draft, workload } = end;
  const ordered = [...draft.operations].sort((a, b) => STEPS.indexOf(a.step) - STEPS.indexOf(b.step));
  const busy = ordered.filter((one) => {
    const written = one.op === "set" ? at(draft.root, one.path) : null;
    return one.op !== "set" || written === null || !sameJson(jsonOf(written), one.value);
  });
  const left = openDraft(draft.root, busy);
  const isSame = sameJson(jsonOf(left.view), jsonOf(start.draft.view));
  const kept = isSame ? start.draft : left;
  return { ...end, draft: kept, workload: workloadIn(workload, kept) };
}
