import { isJsonMap, type JsonMap, jsonOf } from "../../../k8s/json.ts";
import { meaningOfExpression } from "../../../workload/gpu-nodes.ts";
import { at, isEmpty, items, member } from "../../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../../yaml/tree.ts";
import type { PodSetContext } from "../../shared/context.ts";

const NODE_AFFINITY = ["affinity", "nodeAffinity"] as const;

/** From the pod spec to the list of required terms. */
export const REQUIRED_TERMS: FieldPath = [
  ...NODE_AFFINITY,
  "requiredDuringSchedulingIgnoredDuringExecution",
  "nodeSelectorTerms",
];

/** From the pod spec to the list of preferred terms. */
export const PREFERRED_TERMS: FieldPath = [
  ...NODE_AFFINITY,
  "preferredDuringSchedulingIgnoredDuringExecution",
];

/** One required term: which of its expressions only GPU nodes match. */
export interface Term {
  readonly index: number;
  readonly node: YamlNode;
  /** Indexes into `matchExpressions`. */
  readonly gpu: readonly number[];
  /** Nothing but GPU expressions: without them it would match nothing. */
  readonly pure: boolean;
  /** Written without any condition: it matches no node, so it takes part in nothing. */
  readonly empty: boolean;
}

/** The required terms of a pod, opened. */
export function requiredTerms({ podSet, catalog }: PodSetContext): readonly Term[] {
  return items(at(podSet.podSpec, REQUIRED_TERMS)).map((node, index) => {
    const expressions = items(member(node, "matchExpressions"));
    const gpu = expressions.flatMap((expression, at) =>
      meaningOfExpression(catalog, expression) === "gpu" ? [at] : [],
    );
    const fieldsOnly = isEmpty(member(node, "matchFields"));
    return {
      index,
      node,
      gpu,
      pure: gpu.length > 0 && gpu.length === expressions.length && fieldsOnly,
      empty: expressions.length === 0 && fieldsOnly,
    };
  });
}

/** What becomes of the required terms: nothing, expressions go, or the whole block; or it cannot be told. */
type TermsFate = "keep" | "thin" | "drop" | "unclear";

/**
 * Terms are OR-ed. When every term is about GPUs alone, the block meant "a GPU node" and goes as a whole: a term left
 * empty would match no node. A GPU term beside another term is unclear.
 */
export function fateOfTerms(terms: readonly Term[]): TermsFate {
  const real = terms.filter((term) => !term.empty);
  if (real.every((term) => term.gpu.length === 0)) return "keep";
  if (real.every((term) => term.pure)) return "drop";
  return real.every((term) => term.gpu.length > 0 && !term.pure) ? "thin" : "unclear";
}

/** Some of a term's expressions as values. */
export function expressionsOf(term: YamlNode | null, indexes: readonly number[]): readonly JsonMap[] {
  const expressions = items(member(term, "matchExpressions"));
  return indexes.flatMap((index) => {
    const node = expressions[index];
    const value = node === undefined ? null : jsonOf(node);
    return isJsonMap(value) ? [value] : [];
  });
}
