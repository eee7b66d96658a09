import { fits } from "../../src/k8s/scheduling/misfits.ts";
import type { SchedulingPod } from "../../src/k8s/scheduling/types.ts";
import type { SyntheticNode } from "./node.ts";

const answers = new WeakMap<readonly SyntheticNode[], Map<string, ReadonlySet<SyntheticNode>>>();

/** The nodes that take the pod. Pods that ask for the same are asked about once: all nodes have CPU and memory enough. */
export function accepting(pod: SchedulingPod, nodes: readonly SyntheticNode[]): ReadonlySet<SyntheticNode> {
  const known = answers.get(nodes) ?? new Map<string, ReadonlySet<SyntheticNode>>();
  answers.set(nodes, known);
  const key = placementKey(pod);
  const before = known.get(key);
  if (before !== undefined) return before;
  const now = new Set(nodes.filter(({ node }) => fits(pod, node)));
  known.set(key, now);
  return now;
}

/** All that tells one pod from another for the nodes of these tests. */
function placementKey({ nodeName, nodeSelector, terms, tolerations, requests }: SchedulingPod): string {
  const extended = [...requests].filter(([name]) => name.includes("/"));
  return JSON.stringify(
    [nodeName, [...nodeSelector], terms, tolerations, extended],
    (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value),
  );
}
