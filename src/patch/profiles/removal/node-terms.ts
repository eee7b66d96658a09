import type { Fact, MatchExpression } from "../../../gpu/types.ts";
import { isJsonMap, type JsonMap, jsonOf } from "../../../k8s/json.ts";
import { meaningOfExpression } from "../../../workload/gpu-nodes.ts";
import { at, isEmpty, items, member } from "../../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../../yaml/tree.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { keepOffIndexes } from "./node-expressions.ts";

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

/** What keeps pods off GPU nodes in one form: what is wanted now, and the keys of what an earlier run wrote. */
export interface KeepOffTerm {
  readonly wanted: readonly Fact<MatchExpression>[];
  readonly recorded: readonly string[];
}

/** Nothing is wanted, and nothing was written. */
export const NOT_KEPT_OFF: KeepOffTerm = { wanted: [], recorded: [] };

/** One required term: which of its expressions only GPU nodes match. */
export interface Term {
  readonly index: number;
  readonly node: YamlNode;
  /** Indexes into `matchExpressions`. */
  readonly gpu: readonly number[];
  /** Indexes of expressions that an earlier run wrote to keep pods off GPU nodes, and that are not wanted now. */
  readonly stale: readonly number[];
  /** Nothing but those of both kinds: without them it would match nothing. */
  readonly pure: boolean;
  /** Written without any condition: it matches no node, so it takes part in nothing. */
  readonly empty: boolean;
}

/** The required terms of a pod, opened; `staleKeys` are the keys of keep-off expressions that go. */
export function requiredTerms(
  { podSet, catalog }: PodSetContext,
  staleKeys: readonly string[] = [],
): readonly Term[] {
  return items(at(podSet.podSpec, REQUIRED_TERMS)).map((node, index) => {
    const expressions = items(member(node, "matchExpressions"));
    const gpu = expressions.flatMap((expression, at) =>
      meaningOfExpression(catalog, expression) === "gpu" ? [at] : [],
    );
    const stale = keepOffIndexes(node, staleKeys, index).filter((at) => !gpu.includes(at));
    const fieldsOnly = isEmpty(member(node, "matchFields"));
    const going = gpu.length + stale.length;
    return {
      index,
      node,
      gpu,
      stale,
      pure: going > 0 && going === expressions.length && fieldsOnly,
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
