import { at, items, member, text, textAt } from "../../yaml/access.ts";
import type { PodSet } from "../workload.ts";
import type { SelectorRequirement } from "./types.ts";

/** Conditions on labels of nodes that a pod would rather have met. */
export function preferredConditions({ podSpec }: PodSet): readonly SelectorRequirement[] {
  return items(
    at(podSpec, ["affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution"]),
  ).flatMap((term) =>
    items(at(term, ["preference", "matchExpressions"])).map((condition) => ({
      key: textAt(condition, ["key"]) ?? "",
      operator: textAt(condition, ["operator"]) ?? "",
      values: items(member(condition, "values")).map((value) => text(value) ?? ""),
    })),
  );
}
