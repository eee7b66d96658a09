import { at } from "../../k8s/access.ts";
import { asWorkload } from "../../k8s/workload.ts";
import { Bug } from "../../kernel/failure.ts";
import { jsonOf, sameJson } from "../bursty/json.ts";
import type { DecisionContext } from "../context.ts";
import type { Decision, Intent } from "../intent.ts";
import { composeIntents } from "../restored/compose.ts";
import { treeAfter } from "../restored/tree.ts";
import { hasOwnFields, ownFields } from "./own-fields.ts";

/** A decision with what the config's profile or rule says beyond GPUs, decided on the workload as it will be. */
export function withOwnFields(context: DecisionContext, decision: Decision): Decision {
  const isRefused = decision.diagnostics.some(({ severity }) => severity === "error");
  if (isRefused || !hasOwnFields(context.settings)) return decision;
  const { object } = context.workload;
  const after = asWorkload({ ...object, root: treeAfter(object.root, decision.intents) });
  if (after === null || after === "no-pod-spec") throw new Bug("a decided workload is none");
  const { intents, diagnostics } = ownFields({ ...context, workload: after });
  const composed = composeIntents(object.root, decision.intents, intents);
  const holds = (intent: Intent): boolean => {
    const written = intent.op === "set" ? at(object.root, intent.path) : null;
    return intent.op === "set" && written !== null && sameJson(jsonOf(written), intent.value);
  };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return {
    ...decision,
    intents: errors.length > 0 ? [] : composed.filter((intent) => !holds(intent)),
    diagnostics: [...decision.diagnostics, ...diagnostics],
  };
}
