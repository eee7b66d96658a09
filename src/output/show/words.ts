import type { MachineRow, ModelLabel, ModelPlacement, ModelRow, NodeTaintRow } from "../../gpu/rows.ts";
import type { MatchExpression, Toleration, Vendor } from "../../gpu/types.ts";

/** How the catalog's facts are put into words, here and on the generated page. */

/** Who makes what, for people who do not know the vendor's short name. */
export const VENDOR_TITLES: Readonly<Record<Vendor, string>> = {
  nvidia: "NVIDIA GPU",
  amd: "AMD GPU",
  intel: "Intel GPU",
  habana: "Intel Gaudi",
  google: "Google TPU",
  aws: "AWS Neuron",
  other: "other accelerator",
};

/** What a node has some of: `GPU`, `GPUs`. */
export function devices(vendor: Vendor, count: number): string {
  const [one, many] = DEVICES[vendor];
  return count === 1 ? one : many;
}

const DEVICES: Readonly<Record<Vendor, readonly [string, string]>> = {
  nvidia: ["GPU", "GPUs"],
  amd: ["GPU", "GPUs"],
  intel: ["GPU", "GPUs"],
  habana: ["Gaudi", "Gaudis"],
  google: ["chip", "chips"],
  aws: ["Neuron device", "Neuron devices"],
  other: ["device", "devices"],
};

/** Nominal memory, with `~` where no source was opened for it; empty where it is not known. */
export function memoryText({ memoryGib, memoryIsSourced }: ModelRow): string {
  return memoryGib === null ? "" : `${memoryIsSourced ? "" : "~"}${memoryGib} GiB`;
}

/** `= value` for one, `in a, b` for several. */
export function choice(values: readonly string[]): string {
  return values.length === 1 ? `= ${values[0]}` : `in ${values.join(", ")}`;
}

/** What selects a model, on one line: its labels, or the machines that have it. */
export function selectorText({ labels, machineLabel, machines }: ModelPlacement): string {
  const byLabel = labels.map((label) => `${label.key} ${choice(label.values)}`);
  const names = machines.map((machine) => machine.name);
  const byMachine = machineLabel === null ? [] : [`${machineLabel.key} ${choice(names)}`];
  return [...byLabel, ...byMachine].join(" and ");
}

/** GPUs of the nodes that have a model, fewest first; empty where no source says. */
export function nodeCounts({ labels, machines }: ModelPlacement): readonly number[] {
  const counts = [...labels.flatMap(labelCounts), ...machines.map((machine: MachineRow) => machine.gpus)];
  return [...new Set(counts)].sort((a, b) => a - b);
}

function labelCounts({ counts }: ModelLabel): readonly number[] {
  return Object.values(counts ?? {}).flat();
}

/** As `kubectl describe node` writes a taint; the value or effect that is not known is left out. */
export function taintText({ key, value, effect }: NodeTaintRow): string {
  return `${key}${value === null || value === "" ? "" : `=${value}`}${effect === null ? "" : `:${effect}`}`;
}

/** As `kubectl describe pod` writes a toleration. */
export function tolerationText({ key, operator, value, effect }: Toleration): string {
  const at = effect === undefined ? "" : `:${effect}`;
  return operator === "Exists" ? `${key}${at} op=Exists` : `${key}=${value ?? ""}${at}`;
}

/** An expression of node affinity. */
export function expressionText({ key, operator, values }: MatchExpression): string {
  return [key, operator, ...(values === undefined ? [] : [values.join(", ")])].join(" ");
}
