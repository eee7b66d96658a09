import type { OwnTaint } from "../../gpu/catalog/own-platforms.ts";
import type { PlatformRow } from "../../gpu/rows.ts";
import { isLabelValue } from "../../k8s/scheduling/label-syntax.ts";
import type { FoundTaint, GpuNode } from "./gpu-nodes.ts";

const SPOT = /(?:^|[-_./])(?:spot(?:-?instances?)?|preemptible)(?:$|[-_./])/i;
/** The last word of a key, so that its `true` is about just that. */
const SPOT_SWITCH = /(?:^|[-_./])(?:spot(?:-?instances?)?|preemptible)$/i;

/** A label that says that the node is spot capacity: by its value, or by its key and a `true`. */
function isSpotLabel(key: string, value: string): boolean {
  if (/^(?:spot|preemptible)$/i.test(value)) return true;
  return SPOT_SWITCH.test(key) && /^true$/i.test(value);
}

/** A taint of spot nodes. */
export function isSpotTaint({ key, value }: Pick<OwnTaint, "key" | "value">): boolean {
  return SPOT.test(key) || SPOT.test(value ?? "");
}

/** True for a node that a label says to be spot capacity. */
export function isSpotNode({ node }: GpuNode): boolean {
  return [...node.labels].some(([key, value]) => isSpotLabel(key, value));
}

/** How spot nodes are known, where the platform does not say it all: a label, and taints that nothing tolerates. */
export interface SpotProposal {
  readonly label: readonly [key: string, value: string];
  readonly taints: readonly OwnTaint[];
  /** Nodes with the label. */
  readonly nodes: number;
}

/** What is proposed for spot nodes, and their taints that are only some of them's. */
export interface SpotFindings {
  /** Null where there is nothing to add. */
  readonly proposal: SpotProposal | null;
  readonly kept: readonly FoundTaint[];
}

/** `taints` are those of spot nodes that the platform does not tolerate: to tolerate where every spot node has them. */
export function proposeSpot(
  gpus: readonly GpuNode[],
  taints: readonly FoundTaint[],
  { spot }: Pick<PlatformRow, "spot">,
): SpotFindings {
  const label =
    spot === null ? commonSpotLabel(gpus) : ([spot.label.value.key, spot.label.value.value] as const);
  const nodes = label === null ? [] : gpus.filter(({ node }) => node.labels.get(label[0]) === label[1]);
  const common = taints.filter(({ on }) => nodes.length > 0 && nodes.every((node) => on.has(node)));
  const kept = taints.filter((one) => !common.includes(one));
  const hasNews = label !== null && nodes.length > 0 && (spot === null || common.length > 0);
  if (!hasNews) return { proposal: null, kept };
  const known = (spot?.tolerations ?? []).map(({ value }) => taintOf(value));
  const all = [...known, ...common.map(({ taint }) => taint)];
  return { proposal: { label, taints: all, nodes: nodes.length }, kept };
}

/** The label of spot nodes that most GPU nodes have. */
function commonSpotLabel(gpus: readonly GpuNode[]): readonly [key: string, value: string] | null {
  const counts = new Map<string, number>();
  for (const { node } of gpus)
    for (const [key, value] of node.labels)
      if (isSpotLabel(key, value) && isLabelValue(value))
        counts.set(`${key}=${value}`, (counts.get(`${key}=${value}`) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (best === undefined) return null;
  const at = best[0].indexOf("=");
  return [best[0].slice(0, at), best[0].slice(at + 1)];
}

function taintOf({ key, value, effect }: { readonly key: string } & Partial<OwnTaint>): OwnTaint {
  return { key, ...(value !== undefined && { value }), ...(effect !== undefined && { effect }) };
}
