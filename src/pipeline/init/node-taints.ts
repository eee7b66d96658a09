import type { PlatformRow } from "../../gpu/rows.ts";
import type { Catalog, Vendor } from "../../gpu/types.ts";
import { tolerates } from "../../k8s/scheduling/tolerations.ts";
import type { Taint } from "../../k8s/scheduling/types.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { isPassingTaint } from "../../workload/nodes/passing-taints.ts";
import { viewOfToleration } from "../../workload/tolerations.ts";
import type { FoundTaint, GpuNode } from "./gpu-nodes.ts";
import { isSpotTaint } from "./spot-marks.ts";

/** Taints of GPU nodes that the platform's rows leave unanswered. */
export interface TaintFindings {
  /** To tolerate by every GPU pod. */
  readonly tolerated: readonly FoundTaint[];
  /** Those of spot nodes. */
  readonly spot: readonly FoundTaint[];
  /** On some of the GPU nodes: somebody keeps these for himself, and a toleration for all would open them to all. */
  readonly kept: readonly FoundTaint[];
}

/**
 * What keeps pods off GPU nodes and is not yet tolerated on the platform. `rowOf` has the platform for a vendor. A taint
 * that the catalog knows as one of GPU nodes is there against pods without a GPU, so it is tolerated wherever it is; one
 * of the cluster's own only where every GPU node has it.
 */
export function findTaints(
  gpus: readonly GpuNode[],
  rowOf: (vendor: Vendor) => PlatformRow | null,
  catalog: Catalog,
): TaintFindings {
  const found = new Map<string, SeenTaint>();
  for (const gpu of gpus)
    for (const taint of gpu.node.taints) {
      if (taint.effect === "PreferNoSchedule" || isPassingTaint(taint.key)) continue;
      if (isAnswered(taint, gpu.vendor, rowOf(gpu.vendor), catalog)) continue;
      const key = `${taint.key}=${taint.value}:${taint.effect}`;
      const known = found.get(key) ?? { taint, on: new Set<GpuNode>() };
      known.on.add(gpu);
      found.set(key, known);
    }
  const all = [...found.values()].sort(
    (a, b) => b.on.size - a.on.size || (a.taint.key < b.taint.key ? -1 : 1),
  );
  const isKnown = ({ taint }: SeenTaint): boolean => catalog.gpuTaint(taint.key, taint.value) !== null;
  const spot = all.filter((one) => isSpotTaint(one.taint) && !isKnown(one));
  const own = joinValues(all.filter((one) => !spot.includes(one) && !isKnown(one)));
  return {
    tolerated: [...joinValues(all.filter(isKnown)), ...own.filter(({ on }) => on.size >= gpus.length)],
    spot: joinValues(spot),
    kept: own.filter(({ on }) => on.size < gpus.length),
  };
}

interface SeenTaint {
  readonly taint: Taint;
  readonly on: Set<GpuNode>;
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
function joinValues(all: readonly SeenTaint[]): readonly FoundTaint[] {
  const byKey = groupBy(all, ({ taint: { key, effect } }) => `${key}:${effect}`);
  return [...byKey.values()].flatMap((alike) => {
    const values = new Set(alike.map(({ taint }) => taint.value));
    const [first] = alike;
    if (first === undefined) return [];
    const { key, value, effect } = first.taint;
    return {
      taint: { key, ...(values.size === 1 && value !== "" && { value }), effect },
      on: new Set(alike.flatMap(({ on }) => [...on])),
    };
  });
}
