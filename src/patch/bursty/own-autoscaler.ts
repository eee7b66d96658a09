import { isExplicit } from "../../profile/origin.ts";
import type { Origin } from "../../profile/settings.ts";
import type { Autoscaler } from "../autoscalers.ts";
import type { DecisionContext } from "../context.ts";
import type { DroppedObject, Intent } from "../intent.ts";
import { shellWord } from "../shell-word.ts";
import { type AutoscaleDecision, boundsCross, NONE } from "./autoscale-decision.ts";
import type { Replicas } from "./replicas.ts";

/** An autoscaler that gpuify wrote keeps its bounds, which its owner may have changed, unless this run names others. */
export function changeOwn(context: DecisionContext, own: Autoscaler, replicas: Replicas): AutoscaleDecision {
  const { settings } = context;
  const min =
    settings.replicas !== undefined && replicas.wanted === settings.replicas.value
      ? Math.max(1, replicas.wanted)
      : own.min;
  const start = settings.replicas === undefined ? Math.max(1, replicas.own) : min;
  const byBurst = Math.ceil(start * settings.burst.value);
  const grown = isExplicit(settings.burst) || own.max < min ? byBurst : own.max;
  const max = settings.maxReplicas?.value ?? grown;
  if (max < min) return { ...NONE, diagnostics: [boundsCross(context, min, max)] };
  const set = (field: string, value: number, origin: Origin): Intent => ({
    op: "set",
    path: ["spec", field],
    value,
    step: "scale",
    reason: "this bound was asked for",
    origin,
  });
  const intents = [
    ...(min === own.min || settings.replicas === undefined
      ? []
      : [set("minReplicas", min, settings.replicas.origin)]),
    ...(max === own.max ? [] : [set("maxReplicas", max, (settings.maxReplicas ?? settings.burst).origin)]),
  ];
  return {
    ...NONE,
    autoscaled: true,
    max,
    sideEdits: intents.length === 0 ? [] : [{ id: own.object.id, intents }],
  };
}

/** Takes an autoscaler of ours out of the stream; apply does not prune, so the cluster needs a command. */
export function drop({ object }: Autoscaler, reason: string): DroppedObject {
  const namespace = object.namespace === null ? "" : ` -n ${shellWord(object.namespace)}`;
  return { id: object.id, reason, command: `kubectl delete ${shellWord(`hpa/${object.name}`)}${namespace}` };
}
