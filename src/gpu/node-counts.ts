import { ownOf } from "../kernel/own.ts";
import type { MachineRow, ModelLabel, ModelPlacement, ModelRow } from "./rows.ts";

const INSTANCE_TYPES: readonly string[] = [
  "node.kubernetes.io/instance-type",
  "beta.kubernetes.io/instance-type",
];

/** Where the nodes are looked for, and what of them is counted. */
interface Counted {
  readonly models: readonly ModelRow[];
  /** Names of platforms; null where nobody knows which. */
  readonly platforms: readonly string[] | null;
  /** The resource: a machine has more Neuron cores than devices. */
  readonly resource: string;
}

/**
 * How many devices a node has that carries the label with the value: every number that is sold. Empty where it is not
 * known, or not for all machines that may be meant.
 */
export function countsWithLabel(key: string, value: string, counted: Counted): readonly number[] {
  const placements = counted.models.flatMap(({ platforms }) =>
    Object.entries(platforms).flatMap(([name, placement]) =>
      counted.platforms === null || counted.platforms.includes(name) ? [placement] : [],
    ),
  );
  const counts = placements.map((placement) => countsIn(placement, key, value, counted.resource));
  if (counts.some((one) => one === "unknown")) return [];
  return [...new Set(counts.flatMap((one) => (one === "unknown" ? [] : one)))].sort((a, b) => a - b);
}

function countsIn(
  placement: ModelPlacement,
  key: string,
  value: string,
  resource: string,
): readonly number[] | "unknown" {
  const { labels, recognised, machines, machineLabel, seriesLabel } = placement;
  const units = (machine: MachineRow): number => machine.parts?.[resource] ?? machine.gpus;
  if (INSTANCE_TYPES.includes(key) || machineLabel?.key === key) {
    const byName = recognised.flatMap(({ gpus }) => ownOf(gpus, value) ?? []);
    return byName.length > 0 ? byName : machines.filter(({ name }) => name === value).map(units);
  }
  if (seriesLabel?.key === key) return machines.filter(({ series }) => series === value).map(units);
  const label = labels.find((one) => one.key === key && one.values.includes(value));
  const known = ownOf(label?.counts, value);
  if (known !== undefined) return known;
  if (label === undefined && !recognised.some((one) => one.key === key && one.values.includes(value)))
    return [];
  const ofSeries = machines.filter(({ series }) => series === value);
  const meant = ofSeries.length > 0 ? ofSeries : machines;
  return meant.length === 0 ? "unknown" : meant.map(units);
}

/** GPUs of the nodes that have a model, fewest first; empty where no source says. */
export function nodeCounts({ labels, machines }: ModelPlacement): readonly number[] {
  const counts = [...labels.flatMap(labelCounts), ...machines.map((machine: MachineRow) => machine.gpus)];
  return [...new Set(counts)].sort((a, b) => a - b);
}

function labelCounts({ counts }: ModelLabel): readonly number[] {
  return Object.values(counts ?? {}).flat();
}
