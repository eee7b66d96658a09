import { decideBursty } from "./bursty/decide.ts";
import type { DecisionContext } from "./context.ts";
import { decideGpu } from "./decide-gpu.ts";
import { withoutAnswered } from "./gaps.ts";
import type { Decision } from "./intent.ts";
import { withParts } from "./kustomize/with-parts.ts";
import { withLiveState } from "./live/with-live-state.ts";
import { decideNone } from "./none/decide.ts";
import { hasOwnFields } from "./own/has-own-fields.ts";
import { inReadingOrder } from "./own/reading-order.ts";
import { referencesBelow } from "./own/references-below.ts";
import { withOwnFields } from "./own/with-own-fields.ts";
import { withSpotNote } from "./placement/spot-stays.ts";
import { gpusNow } from "./pods.ts";
import { refusedDecision } from "./refused-decision.ts";
import { repeatedNameProblem } from "./repeated-name.ts";
import { composeIntents } from "./restored/compose.ts";
import { takenApart } from "./workers/apart.ts";
import { readTraining } from "./workers/record.ts";

/** Decides what becomes of one workload under its settings: intents, objects that come and go, and what to say. */
export function decideWorkload(context: DecisionContext): Decision {
  return withParts(context, (same) => withLiveState(same, decideManifest));
}

function decideManifest(context: DecisionContext): Decision {
  const { settings } = context;
  const repeated = repeatedNameProblem(context);
  if (repeated !== null) return refusedDecision(repeated);
  // `none` only takes out: what a config adds to GPU pods has no place there.
  const hasOwn = settings.base !== "none" && hasOwnFields(settings);
  const decision = hasOwn ? withOwnFields(context, decideWithoutOwn) : decideWithoutOwn(context);
  if (decision.kind === "refused") return decision;
  const intents = inReadingOrder(context, decision.intents);
  const diagnostics = [...decision.diagnostics, ...(hasOwn ? referencesBelow(context, intents) : [])];
  return withSpotNote(context, { ...decision, intents, diagnostics });
}

/** What of the training profile another one does not have is taken out first. */
function decideWithoutOwn(context: DecisionContext): Decision {
  if (readTraining(context.workload).kind === "none") return decideByProfile(context);
  const apart = takenApart(context);
  const decision = decideByProfile(apart.context);
  const diagnostics = [...apart.diagnostics, ...decision.diagnostics];
  if (decision.kind === "refused" || apart.intents.length === 0) return { ...decision, diagnostics };
  const { workload } = context;
  return {
    ...decision,
    intents: composeIntents(workload.object.root, apart.intents, decision.intents),
    dropped: [...apart.dropped, ...decision.dropped],
    diagnostics,
    gpus: { ...decision.gpus, before: gpusNow(workload, context) },
  };
}

function decideByProfile(context: DecisionContext): Decision {
  const { base } = context.settings;
  switch (base) {
    case "continuous":
    case "training":
      return decideGpu(context);
    case "bursty":
      return decideBursty(withoutAnswered(context));
    case "none":
      return decideNone(context);
    default:
      return base satisfies never;
  }
}
