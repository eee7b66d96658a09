import { asMap, at, fields, items, member, text, textAt } from "../../k8s/access.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { FieldPath } from "../../yaml/tree.ts";

/** One condition on node labels that a pod must meet: an entry of `nodeSelector`, or an affinity expression. */
export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
  readonly path: FieldPath;
}

/** A term of the required node affinity. Terms are OR-ed, the requirements of one term AND-ed. */
export interface AffinityTerm {
  readonly path: FieldPath;
  readonly requirements: readonly Requirement[];
  /** It also matches on node fields such as the name. */
  readonly hasFields: boolean;
}

/** What a pod says about its nodes. */
export interface NodeRequirements {
  readonly selector: readonly Requirement[];
  /** Null where there is no required node affinity at all. */
  readonly terms: readonly AffinityTerm[] | null;
  readonly requiredPath: FieldPath;
}

/** Reads `nodeSelector` and the required node affinity. */
export function nodeRequirements(workload: Workload): NodeRequirements {
  const { podSpec, podSpecPath } = workload;
  const inPod: FieldPath = ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];
  const required = asMap(at(podSpec, inPod));
  const requiredPath = [...podSpecPath, ...inPod];
  const termsPath = [...requiredPath, "nodeSelectorTerms"];
  const terms = items(member(required, "nodeSelectorTerms")).map((term, index): AffinityTerm => {
    const path = [...termsPath, index];
    return {
      path,
      requirements: items(member(term, "matchExpressions")).map((expression, at) => ({
        key: textAt(expression, ["key"]) ?? "",
        operator: textAt(expression, ["operator"]) ?? "",
        values: items(member(expression, "values")).flatMap((value) => text(value) ?? []),
        path: [...path, "matchExpressions", at],
      })),
      hasFields: items(member(term, "matchFields")).length > 0,
    };
  });
  const selectorPath = [...podSpecPath, "nodeSelector"];
  return {
    selector: fields(member(podSpec, "nodeSelector")).map(({ name, value }) => ({
      key: name,
      operator: "In",
      values: [text(value) ?? ""],
      path: [...selectorPath, name],
    })),
    terms: required === null ? null : terms,
    requiredPath,
  };
}

/** A term without any condition matches no node at all (kubernetes/api core/v1 NodeSelectorTerm). */
export function isVoidTerm(term: AffinityTerm): boolean {
  return term.requirements.length === 0 && !term.hasFields;
}
