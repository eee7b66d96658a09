import { decideBursty } from "./bursty/decide.ts";
import type { DecisionContext } from "./context.ts";
import { decideGpu } from "./decide-gpu.ts";
import type { Decision } from "./intent.ts";
import { withOwnFields } from "./own/with-own-fields.ts";

/** Decides what becomes of one workload under its settings: intents, objects that come and go, and what to say. */
export function decideWorkload(context: DecisionContext): Decision {
  return withOwnFields(context, decideByProfile(context));
}

function decideByProfile(context: DecisionContext): Decision {
  const { base } = context.settings;
  switch (base) {
    case "continuous":
    case "training":
      return decideGpu(context);
    case "bursty":
      return decideBursty(context);
    default:
      return base satisfies never;
  }
}
