import { at, items } from "../../yaml/access.ts";
import type { PodSet } from "../workload.ts";
import { type Requirement, requirementsIn } from "./node-requirements.ts";

const TERMS = ["affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution"] as const;

/** Conditions on labels of nodes that a pod would rather have met. */
export function preferredConditions({ podSpec, podSpecPath }: PodSet): readonly Requirement[] {
  return items(at(podSpec, TERMS)).flatMap((term, index) =>
    requirementsIn(
      at(term, ["preference"]),
      [...podSpecPath, ...TERMS, index, "preference"],
      "matchExpressions",
    ),
  );
}
