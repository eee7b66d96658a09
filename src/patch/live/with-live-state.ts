import type { Advice } from "../../kernel/diagnostic.ts";
import { isLive } from "../../workload/live/is-live.ts";
import { type LiveState, liveStateOf } from "../../workload/live/live-state.ts";
import type { DecisionContext } from "../context.ts";
import type { Decision, MadeDecision } from "../intent.ts";
import { refusedDecision } from "../refused-decision.ts";
import { applyNotes, immutabilityNotes } from "../steps/kind-notes.ts";
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
  const { workload, liveFields } = context;
  if (liveFields !== "strip" && !isLive(workload))
    return withNotes(decide(context), (made) => immutabilityNotes(workload, made.intents));
  const live = liveStateOf(workload);
  const refusal = live.isLive ? ownedRefusal(context) : null;
  if (refusal !== null) return refusedDecision(refusal);
  if (liveFields === "strip" && live.fields.length > 0) return decideStripped(context, live, decide);
  return withNotes(decide(context), (made) => [
    ...notesOnApply(context, live, made),
    ...(live.isLive ? keptNotes(context, live, made) : []),
  ]);
}

function decideStripped(
  context: DecisionContext,
  live: LiveState,
  decide: (context: DecisionContext) => Decision,
): Decision {
  const strip = stripIntents(live);
  const without = stripped(context, strip);
  const decision = decide(without);
  if (decision.kind === "refused") return decision;
  const told = withNotes(decision, (made) => [
    ...notesOnApply(without, live, made),
    ...(live.isLive ? afterStrip(context, made) : []),
  ]);
  return { ...told, intents: withStrip(context.workload, strip, decision.intents) };
}

/** How to replace a live object is told by the notes on live objects, which know more of it. */
function notesOnApply(
  { workload }: DecisionContext,
  { isLive }: LiveState,
  { intents }: MadeDecision,
): readonly Advice[] {
  return isLive ? applyNotes(workload, intents) : immutabilityNotes(workload, intents);
}

function withNotes<Result extends Decision>(
  decision: Result,
  notesOn: (made: MadeDecision) => readonly Advice[],
): Result {
  if (decision.kind === "refused") return decision;
  return { ...decision, diagnostics: [...decision.diagnostics, ...notesOn(decision)] };
}
