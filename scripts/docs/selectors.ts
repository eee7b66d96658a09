import type { ModelPlacement } from "../../src/gpu/rows.ts";
import type { MatchExpression, Provenance } from "../../src/gpu/types.ts";
import { code, codes } from "./markdown.ts";

/** What selects a model on a platform: all its labels, or the machines that have it. */
export function selectors({ labels, machineLabel, machines, topology }: ModelPlacement): string {
  const names = machines.map((machine) => machine.name);
  const all = [
    ...labels.map((label) => equals(label.key, label.values)),
    ...(machineLabel === null ? [] : [equals(machineLabel.key, names)]),
    ...(topology === undefined ? [] : [equals(topology.key, topology.values)]),
  ];
  return all.join("; ");
}

/** The rows that the selection stands on. */
export function provenancesOf({ labels, machineLabel, topology }: ModelPlacement): readonly Provenance[] {
  return [
    ...labels,
    ...(machineLabel === null ? [] : [machineLabel]),
    ...(topology === undefined ? [] : [topology]),
  ];
}

/** A label with its value, or the values of which one is needed. */
export function equals(key: string, values: readonly string[]): string {
  return `${code(key)} ${values.length === 1 ? "=" : "in"} ${codes(values)}`;
}

/** An expression of node affinity. */
export function expression({ key, operator, values }: MatchExpression): string {
  return `${code(key)} ${operator}${values === undefined ? "" : ` ${codes(values)}`}`;
}
