import { listed } from "../../kernel/words.ts";
import { provenanceOf } from "../files/sourced.ts";
import type {
  CountRule,
  Label,
  MachineRow,
  ModelLabel,
  ModelPlacement,
  ModelRow,
  PlatformRow,
} from "../rows.ts";
import type {
  CatalogDiagnostic,
  Fact,
  MatchExpression,
  Placement,
  PlacementQuestion,
  Vendor,
} from "../types.ts";
import { type Cut, WHOLE } from "./mig.ts";
import { migNotOffered } from "./mig-problems.ts";
import { countNotOnPlatform, spotNotForModel } from "./problems.ts";
import type { Tables } from "./tables.ts";
import { selectTopology } from "./topology.ts";

/** The part of a placement that chooses nodes. */
export interface NodeSelection {
  readonly nodeSelector: readonly Fact<Label>[];
  readonly affinity: readonly Fact<MatchExpression>[];
  readonly slice: Placement["slice"];
}

export type SelectionResult =
  | { readonly ok: true; readonly selection: NodeSelection }
  | { readonly ok: false; readonly problem: CatalogDiagnostic };

interface NodeQuestion
  extends Pick<
    PlacementQuestion,
    "count" | "uniform" | "spot" | "asksBy" | "topology" | "topologyNow" | "valuesNow" | "allValues"
  > {
  /** The GPU, or the part of one, that is counted. */
  readonly cut: Cut;
}

/** What a placement needs to be judged by: the rule for counts and the resource that is counted. */
interface Counting {
  readonly rule: CountRule;
  readonly ask: NodeQuestion;
}

/** Models that all the values stand for on a platform, by a label that is written or one that only tells. */
export function modelsWithLabel(
  tables: Tables,
  platform: string,
  key: string,
  values: readonly string[],
): readonly string[] {
  if (values.length === 0) return [];
  return tables.models
    .filter(({ platforms }) => {
      const known = platforms[platform];
      const telling = [...(known?.labels ?? []), ...(known?.recognised ?? [])].find((one) => one.key === key);
      if (telling !== undefined) return values.every((value) => telling.values.includes(value));
      if (known?.machineLabel?.key !== key) return false;
      return values.every((value) => known.machines.some((machine) => machine.name === value));
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
    "the family of a machine tells its accelerator, and Karpenter knows it",
  "eks.amazonaws.com/instance-gpu-name": "Auto Mode knows this label, and launches nodes for it",
  "eks.amazonaws.com/instance-family":
    "the family of a machine tells its accelerator, and Auto Mode knows it",
  "cloud.google.com/gke-tpu-accelerator": "GKE labels its TPU nodes with the type of TPU",
  "doks.digitalocean.com/gpu-model": "DigitalOcean labels its GPU nodes with the model",
  "intel.feature.node.kubernetes.io/gaudi": "Intel's node feature rules label nodes that have a Gaudi",
};

/**
 * Selects the nodes of a model on a platform for pods of `count` GPUs: by the model's labels, else by the machines
 * that have enough GPUs. With `uniform` one value, or one series of machines, so that ranks are alike.
 */
export function selectModel(
  model: ModelRow,
  placement: ModelPlacement,
  platform: PlatformRow,
  ask: NodeQuestion,
): SelectionResult {
  const counting = { rule: ruleFor(placement, platform, ask.cut), ask };
  if (!placement.labels.every((label) => label.values.some((value) => isOffered(label, value, ask))))
    return { ok: false, problem: migNotOffered(model, platform, ask.cut.profile ?? "") };
  const counts = knownCounts(placement, ask);
  if (counts.length > 0 && !takes(counting, counts))
    return { ok: false, problem: countNotOnPlatform(model, platform, counting, counts) };
  const machines = placement.machines.filter((machine) => takes(counting, [unitsOf(machine, ask)]));
  const sold = ask.spot ? machines.filter((machine) => machine.neverSpot !== true) : machines;
  if (sold.length === 0 && machines.length > 0)
    return { ok: false, problem: spotNotForModel(model, platform.name, machines) };
  const shape = selectTopology(model, platform, placement, ask);
  if (!shape.ok) return shape;
  const { nodeSelector, affinity } = split([
    ...placement.labels.map((label) => labelFact(label, counting)),
    ...machineFacts(placement, sold, ask),
    ...seriesFacts(placement, sold, ask),
  ]);
  return {
    ok: true,
    selection: { nodeSelector: [...nodeSelector, ...shape.labels], affinity, slice: shape.slice },
  };
}

/** Parts of a GPU are not sold by the machine. */
function ruleFor(placement: ModelPlacement, platform: PlatformRow, cut: Cut): CountRule {
  const rule = placement.countRule ?? platform.countRule;
  return cut.profile !== null && rule === "whole-machine" ? "up-to-machine" : rule;
}

/** GPUs per node over all machines and label values; empty where nothing is known. */
function knownCounts(placement: ModelPlacement, ask: NodeQuestion): readonly number[] {
  const byLabel = placement.labels.flatMap((label) =>
    Object.keys(label.counts ?? {}).flatMap((value) => countsOf(label, value, ask)),
  );
  return [...placement.machines.map((machine) => unitsOf(machine, ask)), ...byLabel];
}

/**
 * The most devices of a vendor that any node of the platform has, counted as the pod asks for them; 0 where it has
 * them and never as spot capacity, which was asked for; null where some numbers are not known.
 */
export function mostPerNode(
  platform: PlatformRow,
  vendor: Vendor,
  models: readonly ModelRow[],
  { spot, asksBy }: Pick<PlacementQuestion, "spot" | "asksBy">,
): number | null {
  if (platform.countRule === "unknown") return null;
  const ask: NodeQuestion = {
    count: 1,
    uniform: false,
    spot,
    cut: WHOLE,
    ...(asksBy !== undefined && { asksBy }),
  };
  const placements = models
    .filter((model) => model.vendor === vendor)
    .flatMap((model) => model.platforms[platform.name] ?? []);
  const counts = placements.map((placement) => knownCounts(placement, ask));
  if (counts.length === 0 || counts.some((known) => known.length === 0)) return null;
  const sold = placements.flatMap((placement) =>
    knownCounts(
      { ...placement, machines: placement.machines.filter((one) => !(spot && one.neverSpot)) },
      ask,
    ),
  );
  return sold.length === 0 ? 0 : Math.max(...sold);
}

/** What a machine has of the resource that the pod asks by: its devices, the parts or the cores of them. */
function unitsOf(machine: MachineRow, { asksBy, cut }: NodeQuestion): number {
  return (asksBy === undefined ? undefined : machine.parts?.[asksBy]) ?? machine.gpus * cut.perGpu;
}

/** The same for the nodes of a label value. */
function countsOf(label: ModelLabel, value: string, { cut }: NodeQuestion): readonly number[] {
  return (label.counts?.[value] ?? []).map((gpus) => gpus * cut.perGpu);
}

/** False for values whose GPUs the platform does not cut into such parts. */
function isOffered(label: ModelLabel, value: string, { cut }: NodeQuestion): boolean {
  if (cut.label === null || cut.profile === null) return true;
  return label.partitions?.[value]?.[cut.profile] !== undefined;
}

/** A pod runs on one node: some machine must have enough GPUs, or exactly as many where whole machines are sold. */
function takes({ rule, ask }: Counting, counts: readonly number[]): boolean {
  switch (rule) {
    case "unknown":
      return true;
    case "whole-machine":
      return counts.includes(ask.count);
    case "up-to-machine":
      return counts.some((gpus) => gpus >= ask.count);
    default:
      return rule satisfies never;
  }
}

function labelFact(label: ModelLabel, counting: Counting): Fact<MatchExpression> {
  const possible = label.values.filter((value) => {
    const counts = countsOf(label, value, counting.ask);
    return isOffered(label, value, counting.ask) && (counts.length === 0 || takes(counting, counts));
  });
  const reason = LABEL_REASONS[label.key] ?? "nodes with this GPU carry the label";
  const { uniform, valuesNow = [], allValues } = counting.ask;
  const isOne = uniform || (label.oneValue === true && allValues !== true);
  if (!isOne || possible.length < 2) return fact(label, possible, reason);
  const selected = possible.filter((value) => valuesNow.includes(value));
  if (selected.length > 1 && !uniform) return fact(label, selected, reason);
  const usual = possible.includes(label.uniform) ? label.uniform : (possible[0] ?? label.uniform);
  const chosen = selected[0] ?? usual;
  const others = possible.filter((value) => value !== chosen);
  const why = uniform
    ? "one value only, so that all pods get like GPUs"
    : "one value, which is all that a node selector takes";
  return fact(label, [chosen], `${reason}; ${why}: not ${listed(others, "or")}`);
}

function machineFacts(
  { machineLabel: label }: ModelPlacement,
  enough: readonly MachineRow[],
  ask: NodeQuestion,
): readonly Fact<MatchExpression>[] {
  if (label === null) return [];
  const gpus = ask.count === 1 ? "it" : `${ask.count} or more of it`;
  const reason = `no node label names this GPU here, so the machine types that have ${gpus} are listed`;
  const series = distinct(enough.map((machine) => machine.series));
  if (!ask.uniform || series.length < 2) return [fact(label, names(enough), reason)];
  const chosen = likeMachines(enough, series);
  return [
    fact(label, names(chosen), `${reason}, of one series only, so that all pods get like GPUs and network`),
  ];
}

/** Ranks stay on one series where the model's label alone would let them onto several. */
function seriesFacts(
  { seriesLabel }: ModelPlacement,
  enough: readonly MachineRow[],
  ask: NodeQuestion,
): readonly Fact<MatchExpression>[] {
  const series = distinct(enough.map((machine) => machine.series));
  if (seriesLabel === undefined || !ask.uniform || series.length < 2) return [];
  const chosen = distinct(likeMachines(enough, series).map((machine) => machine.series));
  const others = series.filter((one) => !chosen.includes(one));
  const reason = `one family only, so that all pods get like machines and network: not ${listed(others, "or")}`;
  return [fact(seriesLabel, chosen, reason)];
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
function split(facts: readonly Fact<MatchExpression>[]): Pick<NodeSelection, "nodeSelector" | "affinity"> {
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
