import type { CountRule, ModelPlacement, ModelRow, NodeTaintRow, PlatformRow } from "../../gpu/rows.ts";
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

const COUNT_WORDS: Readonly<Record<CountRule, string>> = {
  "up-to-machine": "up to those of the largest machine with the model",
  "whole-machine": "exactly those of a machine with the model",
  unknown: "any number: how many a node has is not known",
};

/** How many accelerators a pod can ask for: the platform's rule, then the models that are sold otherwise. */
export function countRules(models: readonly ModelRow[], platform: PlatformRow): readonly string[] {
  const others = new Map<CountRule, string[]>();
  for (const model of models) {
    const rule = model.platforms[platform.name]?.countRule ?? platform.countRule;
    if (rule !== platform.countRule) others.set(rule, [...(others.get(rule) ?? []), model.name]);
  }
  const exceptions = [...others].map(([rule, names]) => `${names.join(", ")}: ${COUNT_WORDS[rule]}`);
  return [COUNT_WORDS[platform.countRule], ...exceptions];
}
