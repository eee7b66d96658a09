import { isLive } from "../../workload/live/is-live.ts";
import { type LiveState, liveStateOf } from "../../workload/live/live-state.ts";
import type { DecisionContext } from "../context.ts";
import type { Decision } from "../intent.ts";
import { refusedDecision } from "../refused-decision.ts";
import { isAboutReplacing } from "../steps/kind-notes.ts";
import { afterStrip, keptNotes } from "./notes.ts";
import { ownedRefusal } from "./owned.ts";
import { stripIntents, stripped, withStrip } from "./strip.ts";

/**
 * A decision on a workload that may have been read from a cluster. What its controller makes again is refused; with
 * `--strip-live` the rest is decided on the workload without what the cluster wrote into it; without, that is told. Such
 * a manifest is never to be sent with `kubectl replace --force`: the API server deletes the live object, then rejects
 * the new one for what it has of the old.
 */
export function withLiveState(
  context: DecisionContext,
  decide: (context: DecisionContext) => Decision,
): Decision {
  if (context.liveFields !== "strip" && !isLive(context.workload)) return decide(context);
  const live = liveStateOf(context.workload);
  const refusal = live.isLive ? ownedRefusal(context) : null;
  if (refusal !== null) return refusedDecision([refusal]);
  if (context.liveFields === "strip" && live.fields.length > 0) return decideStripped(context, live, decide);
  const decision = decide(context);
  return live.isLive ? told(decision, keptNotes(context, live, decision)) : decision;
}

function decideStripped(
  context: DecisionContext,
  live: LiveState,
  decide: (context: DecisionContext) => Decision,
): Decision {
  const strip = stripIntents(live);
  const decision = decide(stripped(context, strip));
  if (decision.diagnostics.some(({ severity }) => severity === "error")) return decision;
  const notes = live.isLive ? afterStrip(context, decision) : null;
  const intents = withStrip(context.workload, strip, decision.intents);
  return { ...(notes === null ? decision : told(decision, notes)), intents };
}

function told(decision: Decision, notes: Decision["diagnostics"]): Decision {
  const others = decision.diagnostics.filter(({ code }) => !isAboutReplacing(code));
  return { ...decision, diagnostics: [...others, ...notes] };
}
