import type { Catalog } from "../../gpu/types.ts";
import type { GpuNode } from "./gpu-nodes.ts";
import { modelNameOf } from "./node-models.ts";
import { isSpotNode } from "./spot-marks.ts";

/** GPU nodes that are alike, for people. */
export interface NodeGroup {
  readonly nodes: number;
  /** How many of them are spot capacity. */
  readonly spot: number;
  readonly resource: string;
  /** Devices of each node; null where only parts of devices are offered. */
  readonly gpus: number | null;
  /** What the labels say the model is; null where they do not. */
  readonly model: string | null;
}

/** GPU nodes by model and number of devices, the largest group first. */
export function groupNodes(
  gpus: readonly GpuNode[],
  baseOf: (gpu: GpuNode) => string,
  catalog: Catalog,
): readonly NodeGroup[] {
  const groups = new Map<string, { -readonly [K in keyof NodeGroup]: NodeGroup[K] }>();
  for (const gpu of gpus) {
    const model = modelNameOf(gpu, baseOf(gpu), catalog);
    const key = `${model} ${gpu.resource} ${gpu.gpus}`;
    const group = groups.get(key) ?? { nodes: 0, spot: 0, resource: gpu.resource, gpus: gpu.gpus, model };
    group.nodes++;
    if (isSpotNode(gpu)) group.spot++;
    groups.set(key, group);
  }
  return [...groups]
    .sort(([a, x], [b, y]) => y.nodes - x.nodes || (a < b ? -1 : 1))
    .map(([, group]) => group);
}
