import type { OwnTaint } from "../../gpu/catalog/own-platforms.ts";
import type { PlatformRow } from "../../gpu/rows.ts";
import type { Catalog, Vendor } from "../../gpu/types.ts";
import { tolerates } from "../../k8s/scheduling/tolerations.ts";
import type { Taint } from "../../k8s/scheduling/types.ts";
import { viewOfToleration } from "../../workload/tolerations.ts";
import type { GpuNode } from "./gpu-nodes.ts";
import { isSpotTaint } from "./spot-marks.ts";

/** Taints of GPU nodes that the platform's rows leave unanswered. */
export interface TaintFindings {
  /** To tolerate by every GPU pod, with the number of nodes that have them. */
  readonly tolerated: readonly FoundTaint[];
  /** Those of spot nodes. */
  readonly spot: readonly OwnTaint[];
  /** On some of the GPU nodes and not about GPUs: somebody keeps these for himself. */
  readonly kept: readonly FoundTaint[];
}

export interface FoundTaint {
  readonly taint: OwnTaint;
  readonly nodes: number;
}

/** Set while a node comes up, goes down or is repaired, and on the control plane: nothing to tolerate. */
const PASSING =
  /^(?:node\.kubernetes\.io|node\.cloudprovider\.kubernetes\.io|node-role\.kubernetes\.io|node\.cilium\.io|karpenter\.sh|node\.cluster\.x-k8s\.io)\/|^(?:ToBeDeleted|DeletionCandidate)|not-?ready|start-?up|unhealthy|agent-/i;
const ABOUT_GPUS = /gpu|accel|nvidia|cuda|amd\.com|habana|neuron|tpu/i;

/** What keeps pods off GPU nodes and is not yet tolerated on the platform. `rowOf` has the platform for a vendor. */
export function findTaints(
  gpus: readonly GpuNode[],
  rowOf: (vendor: Vendor) => PlatformRow | null,
  catalog: Catalog,
): TaintFindings {
  const found = new Map<string, { readonly taint: Taint; nodes: number }>();
  for (const { node, vendor } of gpus)
    for (const taint of node.taints) {
      if (taint.effect === "PreferNoSchedule" || PASSING.test(taint.key)) continue;
      if (isAnswered(taint, vendor, rowOf(vendor), catalog)) continue;
      const key = `${taint.key}=${taint.value}:${taint.effect}`;
      const known = found.get(key) ?? { taint, nodes: 0 };
      known.nodes++;
      found.set(key, known);
    }
  const all = [...found.values()].sort((a, b) => b.nodes - a.nodes || (a.taint.key < b.taint.key ? -1 : 1));
  const spot = all.filter(({ taint }) => isSpotTaint(taint));
  const plain = all.filter((one) => !spot.includes(one));
  const everywhere = joinValues(plain.filter((one) => isAboutGpus(one.taint, catalog)));
  const others = joinValues(plain.filter((one) => !isAboutGpus(one.taint, catalog)));
  return {
    tolerated: [...everywhere, ...others.filter(({ nodes }) => nodes >= gpus.length)],
    spot: joinValues(spot).map(({ taint }) => taint),
    kept: others.filter(({ nodes }) => nodes < gpus.length),
  };
}

function isAboutGpus({ key, value }: Taint, catalog: Catalog): boolean {
  return catalog.gpuTaint(key, value) !== null || ABOUT_GPUS.test(key) || ABOUT_GPUS.test(value);
}

/** The platform's own tolerations, those it injects, and what it taints by itself and this tool knows about. */
function isAnswered(taint: Taint, vendor: Vendor, row: PlatformRow | null, catalog: Catalog): boolean {
  if (row === null) return false;
  const written = [...(row.tolerations[vendor] ?? []), ...(row.spot?.tolerations ?? [])];
  if (row.arm64Toleration !== null) written.push(row.arm64Toleration);
  const isTolerated = written.some(({ value }) => tolerates(viewOfToleration(value), taint));
  if (isTolerated) return true;
  return row.injected !== null && catalog.resource(taint.key) !== null;
}

/** A key with several values is tolerated by the key alone. */
function joinValues(
  all: readonly { readonly taint: Taint; readonly nodes: number }[],
): readonly FoundTaint[] {
  const byKey = new Map<string, { taint: Taint; nodes: number; values: Set<string> }>();
  for (const { taint, nodes } of all) {
    const name = `${taint.key}:${taint.effect}`;
    const known = byKey.get(name) ?? { taint, nodes: 0, values: new Set<string>() };
    known.nodes += nodes;
    known.values.add(taint.value);
    byKey.set(name, known);
  }
  return [...byKey.values()].map(({ taint: { key, value, effect }, nodes, values }) => ({
    taint: { key, ...(values.size === 1 && value !== "" && { value }), effect },
    nodes,
  }));
}
