import { jsonOf, sameJson } from "../../../k8s/json.ts";
import { isExplicit } from "../../../profile/origin.ts";
import type { Origin, Setting } from "../../../profile/settings.ts";
import type { Autoscaler } from "../../../workload/autoscalers.ts";
import { at } from "../../../yaml/access.ts";
import type { PodSetContext } from "../../shared/context.ts";
import type { DroppedObject, ReasonedOperation } from "../../shared/decision.ts";
import { deleteCommand } from "../../shared/delete-command.ts";
import { type AutoscaleDecision, boundsCross, burstOf, NONE } from "./autoscale-decision.ts";
import type { Replicas } from "./replicas.ts";

/** An autoscaler that gpuify wrote keeps its bounds, which its owner may have changed, unless this run names others. */
export function changeOwn(context: PodSetContext, own: Autoscaler, replicas: Replicas): AutoscaleDecision {
  const { settings } = context;
  const asked = <T>(setting: Setting<T> | undefined) => (isExplicit(setting) ? setting : undefined);
  const replicasAsked = asked(settings.replicas);
  const maxAsked = asked(settings.maxReplicas);
  const isHeld = replicasAsked !== undefined && replicas.wanted === replicasAsked.value;
  const min = isHeld ? Math.max(1, replicas.wanted) : own.min;
  // A number that only fills a gap is what the maximum was computed from, but no reason to move the minimum.
  const filled = settings.replicas === undefined ? replicas.own : replicas.wanted;
  const start = replicasAsked === undefined ? Math.max(1, filled) : min;
  const ofOwner = burstOf(start, settings.burst.value);
  // The next run finds such a number in the manifest and does not know it any more; the minimum made of it is there.
  const byBurst = ofOwner < min ? burstOf(min, settings.burst.value) : ofOwner;
  const grown = isExplicit(settings.burst) || own.max < min ? byBurst : own.max;
  const max = maxAsked?.value ?? grown;
  if (max < min) return { ...NONE, refusals: [boundsCross(context, min, max)] };
  const set = (field: string, value: number, origin: Origin): ReasonedOperation => ({
    op: "set",
    path: ["spec", field],
    value,
    step: "scale",
    reason: "this bound was asked for",
    origin,
  });
  const operations = [
    ...(min === own.min || replicasAsked === undefined
      ? []
      : [set("minReplicas", min, replicasAsked.origin)]),
    ...shapeOperations(context, own),
    ...(max === own.max ? [] : [set("maxReplicas", max, (maxAsked ?? settings.burst).origin)]),
  ];
  return {
    ...NONE,
    autoscaled: true,
    max,
    sideEdits: operations.length === 0 ? [] : [{ id: own.object.id, operations }],
  };
}

/** Metrics and behaviour of a profile of one's own, where that is explicit and the object says something else. */
function shapeOperations({ settings }: PodSetContext, { object }: Autoscaler): readonly ReasonedOperation[] {
  const { autoscaler } = settings;
  if (autoscaler === undefined || !isExplicit(autoscaler)) return [];
  return (["metrics", "behavior"] as const).flatMap((field): readonly ReasonedOperation[] => {
    const wanted = autoscaler.value[field];
    const written = at(object.root, ["spec", field]);
    if (wanted === undefined || (written !== null && sameJson(jsonOf(written), wanted))) return [];
    const reason = "the profile says how the workload scales";
    return [
      { op: "set", path: ["spec", field], value: wanted, step: "scale", reason, origin: autoscaler.origin },
    ];
  });
}

/** Takes an autoscaler of ours out of the stream; apply does not prune, so the cluster needs a command. */
export function drop({ object }: Autoscaler, reason: string): DroppedObject {
  return { id: object.id, reason, command: deleteCommand(object) };
}
