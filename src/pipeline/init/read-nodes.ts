import { RENAMED_LABELS } from "../../k8s/renamed-labels.ts";
import { schedulingNode } from "../../k8s/scheduling/scheduling-node.ts";
import type { SchedulingNode } from "../../k8s/scheduling/types.ts";
import { EXIT, Failure } from "../../kernel/failure.ts";
import { readDocument } from "../../yaml/read.ts";

/** A node of the cluster. */
export interface ClusterNode extends SchedulingNode {
  /** Version of its kubelet as it says it, such as `v1.32.4-gke.1415000`; empty where it does not. */
  readonly kubelet: string;
}

interface Json {
  readonly [key: string]: unknown;
}

/**
 * The nodes in the output of `kubectl get nodes -o json`. Only labels, taints and amounts are read.
 * @throws Failure (cluster) for text that is no list of nodes, or a node that makes no sense.
 */
export function readNodes(text: string): readonly ClusterNode[] {
  const list = parse(text);
  const items = Array.isArray(list?.items) ? list.items : list?.kind === "Node" ? [list] : null;
  if (items === null)
    throw notNodes(list === null ? "it is not JSON" : `its kind is ${JSON.stringify(list.kind ?? null)}`);
  return items.map((item) => readNode(mapOf(item)));
}

function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? mapOf(value) : null;
  } catch {
    return null;
  }
}

/** The reader of manifests judges the amounts; images, conditions and addresses, most of a node, never get there. */
function readNode(node: Json): ClusterNode {
  const metadata = mapOf(node.metadata);
  const spec = mapOf(node.spec);
  const status = mapOf(node.status);
  const slim = JSON.stringify({
    kind: node.kind ?? "Node",
    metadata: { name: metadata.name, labels: metadata.labels },
    spec: { taints: spec.taints, unschedulable: spec.unschedulable },
    status: { capacity: status.capacity, allocatable: status.allocatable },
  });
  const document = readDocument(slim, { start: 0, end: slim.length });
  const read = document.ok && document.root !== null ? schedulingNode(document.root) : null;
  if (read === null || !read.ok)
    throw notNodes(`the node ${JSON.stringify(metadata.name ?? null)} has no amounts that can be read`);
  const { kubeletVersion } = mapOf(status.nodeInfo);
  const labels = withoutOldNames(read.value.labels);
  return { ...read.value, labels, kubelet: typeof kubeletVersion === "string" ? kubeletVersion : "" };
}

/** Nodes have renamed labels twice; what is proposed is written by the name that stays. */
function withoutOldNames(labels: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...labels].filter(([key]) => !labels.has(RENAMED_LABELS.get(key) ?? "")));
}

function mapOf(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function notNodes(what: string): Failure {
  return new Failure(
    EXIT.cluster,
    `kubectl did not answer with a list of nodes: ${what}`,
    "see what this prints: kubectl get nodes -o json",
  );
}
