import { type JsonMap, jsonOf } from "../../../k8s/json.ts";
import { byProfile } from "../../../profile/by-profile.ts";
import { meaningOfExpression } from "../../../workload/gpu-nodes.ts";
import { at, isEmpty, items } from "../../../yaml/access.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import type { RestoreRecord } from "../../records/restore-record.ts";
import type { Removal } from "../../shared/collapse.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { NOTHING, type StepResult } from "../../shared/step.ts";
import { expressionsOf, PREFERRED_TERMS } from "./node-terms.ts";

/** Takes GPU expressions out of the preferred node affinity; an entry that prefers GPU nodes alone goes. */
export function removePreferredGpuTerms(context: PodSetContext): StepResult {
  const { podSet, catalog } = context;
  const path = [...podSet.podSpecPath, ...PREFERRED_TERMS];
  const removals: Removal[] = [];
  const record: NonNullable<RestoreRecord["preferred"]>[number][] = [];
  let stays = 0;
  items(at(podSet.podSpec, PREFERRED_TERMS)).forEach((entry, index) => {
    const expressions = items(at(entry, ["preference", "matchExpressions"]));
    const gpu = expressions.flatMap((one, i) => (meaningOfExpression(catalog, one) === "gpu" ? [i] : []));
    const whole = gpu.length === expressions.length && isEmpty(at(entry, ["preference", "matchFields"]));
    if (gpu.length > 0 && whole) {
      removals.push(removal(context, [...path, index], "it prefers GPU nodes"));
      record.push({ entry: jsonOf(entry) as JsonMap });
      return;
    }
    for (const one of gpu)
      removals.push(
        removal(context, [...path, index, "preference", "matchExpressions", one], "it prefers GPU nodes"),
      );
    if (gpu.length > 0)
      record.push({ at: stays, expressions: expressionsOf(at(entry, ["preference"]), gpu) });
    stays++;
  });
  return { ...NOTHING, removals, record: { preferred: record } };
}

function removal({ settings }: PodSetContext, path: FieldPath, reason: string): Removal {
  return { path, step: "placement", reason, origin: byProfile(settings) };
}
