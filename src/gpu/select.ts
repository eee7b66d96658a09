import { provenanceOf } from "./knowledge.ts";
import { countNotOnPlatform, orList } from "./problems.ts";
import type { Label, MachineRow, ModelLabel, ModelPlacement, ModelRow, PlatformRow } from "./rows.ts";
import type { Tables } from "./tables.ts";
import type { CatalogProblem, Fact, MatchExpression, PlacementQuestion } from "./types.ts";

/** The part of a placement that chooses nodes. */
export interface Selection {
  readonly nodeSelector: readonly Fact<Label>[];
  readonly affinity: readonly Fact<MatchExpression>[];
}

export type SelectionResult =
  | { readonly ok: true; readonly selection: Selection }
  | { readonly ok: false; readonly problem: CatalogProblem };

type Ask = Pick<PlacementQuestion, "count" | "uniform">;

/** Models whose nodes on a platform carry one of the values, for each of the values; none without the tables. */
export function modelsWithLabel(
  tables: Tables | null,
  platform: string,
  key: string,
  values: readonly string[],
): readonly string[] {
  if (tables === null || values.length === 0) return [];
  return tables.models
    .filter(({ platforms }) => {
      const label = platforms[platform]?.labels.find((one) => one.key === key);
      return label !== undefined && values.every((value) => label.values.includes(value));
    })
    .map(({ name }) => name);
}

/** Why a label selects a model; a clause that completes "because". */
const LABEL_REASONS: Readonly<Record<string, string>> = {
  "nvidia.com/gpu.product": "GPU Feature Discovery labels nodes with the product name",
  "amd.com/gpu.device-id": "AMD's labeller labels nodes with the PCI device id",
  "gpu.intel.com/product": "Intel's node feature rules label nodes with the product",
  "gpu.intel.com/family": "Intel's node feature rules label nodes with the product family",
  "cloud.google.com/gke-accelerator": "GKE labels its nodes with the GPU model, and creates nodes for it",
  "karpenter.k8s.aws/instance-gpu-name": "Karpenter knows this label, and launches nodes for it",
  "karpenter.k8s.aws/instance-family":
    "Karpenter gives two machines the same GPU name; the family tells them apart",
  "eks.amazonaws.com/instance-gpu-name": "Auto Mode knows this label, and launches nodes for it",
  "eks.amazonaws.com/instance-family":
    "Auto Mode gives two machines the same GPU name; the family tells them apart",
};

/**
 * Selects the nodes of a model on a platform for pods of `count` GPUs: by the model's labels, else by the machines
 * that have enough GPUs. With `uniform` one value, or one series of machines, so that ranks are alike.
 */
export function selectModel(
  model: ModelRow,
  placement: ModelPlacement,
  platform: PlatformRow,
  ask: Ask,
): SelectionResult {
  const counts = knownCounts(placement);
  if (counts.length > 0 && !takes(platform, counts, ask.count))
    return { ok: false, problem: countNotOnPlatform(model, platform, ask.count, counts) };
  const facts = [
    ...placement.labels.map((label) => labelFact(label, platform, ask)),
    ...machineFacts(placement, platform, ask),
  ];
  return { ok: true, selection: split(facts) };
}

/** GPUs per node over all machines and label values; empty where nothing is known. */
function knownCounts(placement: ModelPlacement): readonly number[] {
  const byLabel = placement.labels.flatMap((label) => Object.values(label.counts ?? {}).flat());
  return [...placement.machines.map((machine) => machine.gpus), ...byLabel];
}

/** A pod runs on one node: some machine must have enough GPUs, or exactly as many where whole machines are sold. */
function takes(platform: PlatformRow, counts: readonly number[], count: number): boolean {
  switch (platform.countRule) {
    case "unknown":
      return true;
    case "whole-machine":
      return counts.includes(count);
    case "up-to-machine":
      return counts.some((gpus) => gpus >= count);
    default:
      return platform.countRule satisfies never;
  }
}

function labelFact(label: ModelLabel, platform: PlatformRow, ask: Ask): Fact<MatchExpression> {
  const possible = label.values.filter((value) => {
    const counts = label.counts?.[value] ?? [];
    return counts.length === 0 || takes(platform, counts, ask.count);
  });
  const reason = LABEL_REASONS[label.key] ?? "nodes with this GPU carry the label";
  if (!ask.uniform || possible.length < 2) return fact(label, possible, reason);
  const chosen = possible.includes(label.uniform) ? label.uniform : (possible[0] ?? label.uniform);
  const others = possible.filter((value) => value !== chosen);
  return fact(
    label,
    [chosen],
    `${reason}; one value only, so that all pods get like GPUs: not ${orList(others)}`,
  );
}

function machineFacts(
  placement: ModelPlacement,
  platform: PlatformRow,
  ask: Ask,
): readonly Fact<MatchExpression>[] {
  const label = placement.machineLabel;
  if (label === null) return [];
  const enough = placement.machines.filter((machine) => takes(platform, [machine.gpus], ask.count));
  const gpus = ask.count === 1 ? "it" : `${ask.count} or more of it`;
  const reason = `no node label names this GPU here, so the machine types that have ${gpus} are listed`;
  const series = distinct(enough.map((machine) => machine.series));
  if (!ask.uniform || series.length < 2) return [fact(label, names(enough), reason)];
  const chosen = likeMachines(enough, series);
  return [
    fact(label, names(chosen), `${reason}, of one series only, so that all pods get like GPUs and network`),
  ];
}

/** The series with the machine that leaves the fewest GPUs idle; the first of the table when several are as good. */
function likeMachines(machines: readonly MachineRow[], series: readonly string[]): readonly MachineRow[] {
  const smallest = (name: string) =>
    Math.min(...machines.filter((machine) => machine.series === name).map((machine) => machine.gpus));
  const best = series.reduce((a, b) => (smallest(b) < smallest(a) ? b : a));
  return machines.filter((machine) => machine.series === best);
}

function fact(
  label: { readonly key: string } & Fact<unknown>["provenance"],
  values: readonly string[],
  reason: string,
): Fact<MatchExpression> {
  return { value: { key: label.key, operator: "In", values }, reason, provenance: provenanceOf(label) };
}

/** One value is a node selector; several values of one key need node affinity. */
function split(facts: readonly Fact<MatchExpression>[]): Selection {
  const nodeSelector: Fact<Label>[] = [];
  const affinity: Fact<MatchExpression>[] = [];
  for (const one of facts) {
    const values = one.value.values ?? [];
    const only = values.length === 1 ? values[0] : undefined;
    if (only === undefined) affinity.push(one);
    else nodeSelector.push({ ...one, value: { key: one.value.key, value: only } });
  }
  return { nodeSelector, affinity };
}

function names(machines: readonly MachineRow[]): readonly string[] {
  return machines.map((machine) => machine.name);
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
