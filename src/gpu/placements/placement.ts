import type { Keyed } from "../files/entries.ts";
import { provenanceOf } from "../files/sourced.ts";
import type { MachineRow, ModelPlacement } from "../rows.ts";

/** How a platform selects each of its models, by their names. */
export type Placements = ReadonlyMap<string, ModelPlacement>;

/** The label of the machine type that every cloud's nodes carry. */
export const INSTANCE_TYPE = "node.kubernetes.io/instance-type";

/** A model that labels of its own select. */
export function byLabels(
  labels: ModelPlacement["labels"],
  more: Partial<Omit<ModelPlacement, "labels" | "machineLabel">> = {},
): ModelPlacement {
  return { labels, machines: [], machineLabel: null, recognised: [], ...more };
}

/** A model that is selected by the machines that have it. */
export function byMachines(machines: readonly MachineRow[], label: Keyed): ModelPlacement {
  return { labels: [], machines, machineLabel: { key: label.key, ...provenanceOf(label) }, recognised: [] };
}
