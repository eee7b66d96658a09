import { type PodSet, podMetadata } from "../../k8s/workload.ts";
import { at, fields, isNullish, items, stringMap, text, textAt } from "../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
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
    others.filter((other) => selects(selector, other)).map((workload) => ({ workload, path })),
  );
}

/** A selector that is missing matches no pod, an empty one every pod (kubernetes/api core/v1 PodAffinityTerm). */
function selects(selector: YamlNode | null, podSet: PodSet): boolean {
  if (isNullish(selector)) return false;
  const labels = stringMap(at(podMetadata(podSet), ["labels"]));
  const equal = fields(at(selector, ["matchLabels"])).every(
    ({ name, value }) => labels.get(name) === text(value),
  );
  return equal && items(at(selector, ["matchExpressions"])).every((one) => isMet(one, labels));
}

function isMet(expression: YamlNode, labels: ReadonlyMap<string, string>): boolean {
  const found = labels.get(textAt(expression, ["key"]) ?? "");
  const values = items(at(expression, ["values"])).map(text);
  switch (textAt(expression, ["operator"])) {
    case "In":
      return found !== undefined && values.includes(found);
    case "NotIn":
      return found === undefined || !values.includes(found);
    case "Exists":
      return found !== undefined;
    case "DoesNotExist":
      return found === undefined;
    default:
      return false;
  }
}
