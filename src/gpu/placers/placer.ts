import type { BareModel } from "../data/model-facts.ts";
import type { MachineRow, ModelPlacement } from "../rows.ts";
import type { Provenance } from "../types.ts";

/** How one platform selects a model; null where no verified way is known. */
export type Placer = (model: BareModel) => ModelPlacement | null;

/** The label of the machine type that every cloud's nodes carry. */
export const INSTANCE_TYPE = "node.kubernetes.io/instance-type";

/** A model that labels of its own select. */
export function byLabels(
  labels: ModelPlacement["labels"],
  more: Partial<Omit<ModelPlacement, "labels" | "machineLabel">> = {},
): ModelPlacement {
  return { labels, machines: [], machineLabel: null, recognised: [], ...more };
}

/** A model that is selected by the machines that have it; null where there are none. */
export function byMachines(
  machines: readonly MachineRow[],
  key: string,
  provenance: Provenance,
  more: Partial<Pick<ModelPlacement, "recognised">> = {},
): ModelPlacement | null {
  if (machines.length === 0) return null;
  return { labels: [], machines, machineLabel: { key, ...provenance }, recognised: [], ...more };
}
