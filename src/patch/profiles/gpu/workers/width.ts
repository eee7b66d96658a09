import type { Json } from "../../../../edit/operation.ts";
import type { Setting } from "../../../../profile/settings.ts";
import { jsonAt } from "../../../records/training-record.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";

/** `completionMode: Indexed` and as many completions as pods at once: each worker has a number, and all run together. */
export function widthOperations(
  { podSet }: PodSetContext,
  workers: Setting<number>,
): readonly ReasonedOperation[] {
  const job = podSet.jobPath;
  if (job === null) return [];
  const { value: count, origin } = workers;
  const wanted: readonly (readonly [string, Json, string])[] = [
    ["completionMode", "Indexed", "each worker gets a number of its own, which is its rank"],
    ["completions", count, "one completion for each worker"],
    ["parallelism", count, "workers wait for each other, so all of them run at once"],
  ];
  return wanted.flatMap(([field, value, reason]): ReasonedOperation[] => {
    const path = [...job, field];
    if (jsonAt(podSet, path) === value) return [];
    return [{ op: "set", path, value, before: "template", step: "scale", reason, origin }];
  });
}
