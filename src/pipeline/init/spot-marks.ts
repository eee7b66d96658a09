import type { OwnTaint } from "../../gpu/catalog/own-platforms.ts";
import type { PlatformRow } from "../../gpu/rows.ts";
import { isLabelValue } from "../../k8s/scheduling/label-syntax.ts";
import type { GpuNode } from "./gpu-nodes.ts";

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

/** `taints` are those of spot nodes that the platform does not tolerate. Null where there is nothing to add. */
export function proposeSpot(
  gpus: readonly GpuNode[],
  taints: readonly OwnTaint[],
  { spot }: PlatformRow,
): SpotProposal | null {
  if (spot !== null) {
    if (taints.length === 0) return null;
    const { key, value } = spot.label.value;
    const known = spot.tolerations.map(({ value: one }) => taintOf(one));
    const nodes = gpus.filter(({ node }) => node.labels.get(key) === value).length;
    return nodes === 0 ? null : { label: [key, value], taints: [...known, ...taints], nodes };
  }
  const counts = new Map<string, number>();
  for (const { node } of gpus)
    for (const [key, value] of node.labels)
      if (isSpotLabel(key, value) && isLabelValue(value))
        counts.set(`${key}=${value}`, (counts.get(`${key}=${value}`) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (best === undefined) return null;
  const at = best[0].indexOf("=");
  return { label: [best[0].slice(0, at), best[0].slice(at + 1)], taints, nodes: best[1] };
}

function taintOf({ key, value, effect }: { readonly key: string } & Partial<OwnTaint>): OwnTaint {
  return { key, ...(value !== undefined && { value }), ...(effect !== undefined && { effect }) };
}
