import { selectsLabels } from "../../k8s/scheduling/label-selector.ts";
import { type PodSet, podLabels } from "../../k8s/workload.ts";
import { at, items, stringMap, textAt } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { LintContext } from "../context.ts";

/** Pods that another pod must run on one node with. */
export interface Companion {
  readonly workload: PodSet;
  /** Of the affinity term, from the top of the pod that has it. */
  readonly path: FieldPath;
}

const REQUIRED: FieldPath = ["affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];

/** Workloads of the run with GPUs whose pods the pod must share a node with, by its required affinity. */
export function gpuCompanions(
  { podSpec, podSpecPath, object }: PodSet,
  context: LintContext,
): readonly Companion[] {
  const terms = items(at(podSpec, REQUIRED)).flatMap((term, index) =>
    textAt(term, ["topologyKey"]) === "kubernetes.io/hostname"
      ? [{ selector: at(term, ["labelSelector"]), path: [...podSpecPath, ...REQUIRED, index] }]
      : [],
  );
  if (terms.length === 0) return [];
  const others = context.gpuWorkloads.filter(
    (other) => other.object !== object && other.object.namespace === object.namespace,
  );
  return terms.flatMap(({ selector, path }) =>
    others
      .filter((other) => selectsLabels(selector, labelsOf(other)))
      .map((workload) => ({ workload, path })),
  );
}

function labelsOf(podSet: PodSet): ReadonlyMap<string, string> {
  return stringMap(podLabels(podSet));
}
