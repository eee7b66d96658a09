import { matchesTerms } from "../../src/k8s/scheduling/node-selector.ts";
import type { SchedulingNode, SelectorRequirement } from "../../src/k8s/scheduling/types.ts";
import { leadPodSet } from "../../src/k8s/workload.ts";
import { at, items, member, text, textAt } from "../../src/yaml/access.ts";
import type { YamlNode } from "../../src/yaml/tree.ts";
import { workloadsOf } from "../patch/decide.ts";

/** One preferred term of the node affinity. */
export interface PreferredTerm {
  readonly weight: number;
  readonly expressions: readonly SelectorRequirement[];
}

/** The preferred node affinity of the first workload in a text. */
export function preferredTerms(manifest: string): readonly PreferredTerm[] {
  const workload = workloadsOf(manifest)[0];
  if (workload === undefined) throw new Error("no workload came out");
  const path = ["affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution"];
  return items(at(leadPodSet(workload).podSpec, path)).map((entry) => ({
    weight: Number(textAt(entry, ["weight"])),
    expressions: items(at(entry, ["preference", "matchExpressions"])).map(expressionOf),
  }));
}

/**
 * The points of a node before they are normalized over all nodes: the weights of the terms that it meets.
 * Source: kubernetes/kubernetes pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go, Score.
 */
export function score(terms: readonly PreferredTerm[], node: SchedulingNode): number {
  const met = terms.filter(({ expressions }) => matchesTerms([{ expressions, fields: [] }], node));
  return met.reduce((sum, { weight }) => sum + weight, 0);
}

function expressionOf(node: YamlNode): SelectorRequirement {
  return {
    key: textAt(node, ["key"]) ?? "",
    operator: textAt(node, ["operator"]) ?? "",
    values: items(member(node, "values")).map((value) => text(value) ?? ""),
  };
}
