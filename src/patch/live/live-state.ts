import type { Advice, Refusal } from "../../kernel/diagnostic.ts";
import { isLive } from "../../workload/live/is-live.ts";
import { type LiveState, liveStateOf } from "../../workload/live/live-state.ts";
import { after, type DecisionContext } from "../shared/context.ts";
import type { MadeDecision } from "../shared/decision.ts";
import { applyDiagnostics, immutabilityDiagnostics } from "./immutability.ts";
import { afterStrip, keptDiagnostics } from "./live-diagnostics.ts";
import { ownedRefusal } from "./owned.ts";
import { stripOperations } from "./strip.ts";

/** A workload that may have been read from a cluster, as it is decided on. */
type LiveStart =
  /** A controller makes it again. */
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | {
      readonly kind: "decided-on";
      /** Without what the cluster wrote, where that is asked for. */
      readonly context: DecisionContext;
      /** Null where nothing shows that it was read from a cluster. */
      readonly live: LiveState | null;
      readonly fields: "kept" | "stripped";
    };

/**
 * What is decided on where a manifest may be that of a live object. Such a manifest is never to be sent with
 * `kubectl replace --force`: the API server deletes the live object, then rejects the new one for what it has of the old.
 */
export function startLive(context: DecisionContext): LiveStart {
  const { workload, liveFields } = context;
  const kept = { kind: "decided-on", context, fields: "kept" } as const;
  if (liveFields !== "strip" && !isLive(workload)) return { ...kept, live: null };
  const live = liveStateOf(workload);
  const refusal = live.isLive ? ownedRefusal(context) : null;
  if (refusal !== null) return { kind: "refused", refusal };
  if (liveFields !== "strip" || live.fields.length === 0) return { ...kept, live };
  return { kind: "decided-on", context: after(context, stripOperations(live)), live, fields: "stripped" };
}

/** What to say of sending the change to a cluster; `original` is the workload as it was read. */
export function liveDiagnostics(
  original: DecisionContext,
  { context, live, fields }: Extract<LiveStart, { kind: "decided-on" }>,
  made: Pick<MadeDecision, "operations" | "generated" | "sideEdits">,
): readonly Advice[] {
  // For live objects, the diagnostics below explain how to replace them in more detail.
  const onApply =
    live?.isLive === true
      ? applyDiagnostics(context.workload, made.operations)
      : immutabilityDiagnostics(context.workload, made.operations);
  if (live?.isLive !== true) return onApply;
  const notes = fields === "stripped" ? afterStrip(original, made) : keptDiagnostics(original, live, made);
  return [...onApply, ...notes];
}
