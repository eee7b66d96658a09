import { AUTOPILOT_MODELS, GKE_COUNTS } from "./data/gke-counts.ts";
import { AUTO_MODE_FAMILIES, azureMachines, ec2Machines } from "./data/machines.ts";
import { lookedUp, noted } from "./provenance.ts";
import type { Label, ModelLabel, ModelPlacement, ModelRow } from "./rows.ts";
import type { Provenance } from "./types.ts";

interface CommonFacts {
  readonly name: string;
  /** Nominal, for display only. */
  readonly memoryGib: number | null;
  /** Value of Karpenter's `instance-gpu-name`. */
  readonly karpenter?: string;
  /** The EC2 family that tells the model from another one of the same Karpenter name. */
  readonly karpenterFamily?: string;
  /** EC2 families. */
  readonly ec2?: readonly string[];
  /** Azure sizes. */
  readonly azure?: readonly string[];
  /** The notes knew the GPU of these Azure sizes from their names only; Azure's size pages confirm it. */
  readonly azureModelLookedUp?: boolean;
}

/** What is known of an NVIDIA model. */
export interface NvidiaFacts extends CommonFacts {
  readonly arch?: "arm64";
  /** Values of GPU Feature Discovery's product label; empty where none is verified. */
  readonly gfd: readonly string[];
  /** Values of GKE's accelerator label, the default first. */
  readonly gke?: readonly string[];
}

/** What is known of an AMD model. */
export interface AmdFacts extends CommonFacts {
  readonly deviceIds: readonly string[];
  readonly virtualIds: readonly string[];
}

/** What is known of an Intel model. */
export interface IntelFacts {
  readonly name: string;
  readonly memoryGib: number | null;
  readonly label: Label;
}

const INSTANCE_TYPE = "node.kubernetes.io/instance-type";

/** Names for which AWS's guides to Auto Mode show a label value; for others the name is Karpenter's, not verified. */
const AUTO_MODE_NAMES: readonly string[] = ["a100", "b200", "h200", "l4", "l40s", "t4"];

const karpenterSource = noted("source-code", "karpenter-aws-types", "karpenter-aws-labels");
const autoModeSource = lookedUp("official", "eks-auto", "eks-auto-odcr");
const gkeSource = noted("source-code", "gke-labels", "gke-gpu-machines");
const autopilotSource = noted("official", "gke-docs-autopilot-gpu", "gke-gpu-machines");

/** The row of an NVIDIA model. */
export function nvidiaModel(facts: NvidiaFacts): ModelRow {
  return {
    name: facts.name,
    vendor: "nvidia",
    resource: "nvidia.com/gpu",
    memoryGib: facts.memoryGib,
    arch: facts.arch ?? null,
    platforms: {
      ...(facts.gfd.length > 0 && { "generic-nvidia": byLabels([gfdLabel(facts.gfd)]) }),
      ...gkePlacements(facts.gke ?? []),
      ...ec2Placements(facts),
      ...azurePlacement(facts),
    },
    ...noted("source-code", "nv-open-kmod", "gfd"),
  };
}

/** The row of an AMD model. */
export function amdModel(facts: AmdFacts): ModelRow {
  const provenance = noted("source-code", "amd-labeller", "amd-operator");
  const ids = [...facts.deviceIds, ...facts.virtualIds];
  const first = ids[0];
  return {
    name: facts.name,
    vendor: "amd",
    resource: "amd.com/gpu",
    memoryGib: facts.memoryGib,
    arch: null,
    platforms: {
      ...(first !== undefined && {
        "generic-amd": byLabels([
          { key: "amd.com/gpu.device-id", values: ids, uniform: first, ...provenance },
        ]),
      }),
      ...karpenterPlacement(facts),
      ...azurePlacement(facts),
    },
    ...provenance,
  };
}

/** The row of an Intel model. */
export function intelModel(facts: IntelFacts): ModelRow {
  const provenance = noted("source-code", "intel-nfd", "intel-dp");
  const { key, value } = facts.label;
  return {
    name: facts.name,
    vendor: "intel",
    resource: "gpu.intel.com/i915",
    memoryGib: facts.memoryGib,
    arch: null,
    platforms: { "generic-intel": byLabels([{ key, values: [value], uniform: value, ...provenance }]) },
    ...provenance,
  };
}

function byLabels(labels: readonly ModelLabel[], machines: ModelPlacement["machines"] = []): ModelPlacement {
  return { labels, machines, machineLabel: null };
}

function byMachines(machines: ModelPlacement["machines"], provenance: Provenance): ModelPlacement {
  return { labels: [], machines, machineLabel: { key: INSTANCE_TYPE, ...provenance } };
}

/** Of several product names, ranks that must be alike get the SXM one where the name says so, else the first. */
function gfdLabel(values: readonly string[]): ModelLabel {
  const uniform = values.find((value) => /-SXM\d?-/.test(value)) ?? values[0] ?? "";
  return {
    key: "nvidia.com/gpu.product",
    values,
    uniform,
    ...noted("source-code", "nv-open-kmod", "gfd"),
  };
}

function gkePlacements(values: readonly string[]): Readonly<Record<string, ModelPlacement>> {
  const onAutopilot = values.filter((value) => AUTOPILOT_MODELS.includes(value));
  return {
    ...(values.length > 0 && { gke: byLabels([gkeLabel(values, gkeSource)]) }),
    ...(onAutopilot.length > 0 && { "gke-autopilot": byLabels([gkeLabel(onAutopilot, autopilotSource)]) }),
  };
}

function gkeLabel(values: readonly string[], provenance: Provenance): ModelLabel {
  const counts = Object.fromEntries(values.map((value) => [value, GKE_COUNTS[value] ?? []]));
  return {
    key: "cloud.google.com/gke-accelerator",
    values,
    uniform: values[0] ?? "",
    counts,
    ...provenance,
  };
}

function ec2Placements(facts: CommonFacts): Readonly<Record<string, ModelPlacement>> {
  const machines = ec2Machines(...(facts.ec2 ?? []));
  const eks = machines.length > 0 && {
    eks: byMachines(machines, noted("official", "eks-ml", "karpenter-aws-types")),
  };
  return { ...eks, ...karpenterPlacement(facts), ...autoModePlacement(facts) };
}

function karpenterPlacement(facts: CommonFacts): Readonly<Record<string, ModelPlacement>> {
  if (facts.karpenter === undefined) return {};
  const labels = karpenterLabels(facts, facts.karpenter, "karpenter.k8s.aws", karpenterSource);
  return { "eks-karpenter": byLabels(labels, ec2Machines(...(facts.ec2 ?? []))) };
}

function karpenterLabels(
  facts: CommonFacts,
  gpuName: string,
  prefix: string,
  provenance: Provenance,
): readonly ModelLabel[] {
  const name = { key: `${prefix}/instance-gpu-name`, values: [gpuName], uniform: gpuName, ...provenance };
  const family = facts.karpenterFamily;
  if (family === undefined) return [name];
  return [name, { key: `${prefix}/instance-family`, values: [family], uniform: family, ...provenance }];
}

/** Auto Mode: the label where AWS shows its value, else the instance types that Auto Mode launches. */
function autoModePlacement(facts: CommonFacts): Readonly<Record<string, ModelPlacement>> {
  const machines = ec2Machines(...(facts.ec2 ?? []).filter((family) => AUTO_MODE_FAMILIES.includes(family)));
  if (facts.karpenter === undefined || machines.length === 0) return {};
  if (!AUTO_MODE_NAMES.includes(facts.karpenter))
    return { "eks-auto-mode": byMachines(machines, lookedUp("official", "eks-auto", "karpenter-aws-types")) };
  const labels = karpenterLabels(facts, facts.karpenter, "eks.amazonaws.com", autoModeSource);
  return { "eks-auto-mode": byLabels(labels, machines) };
}

function azurePlacement(facts: CommonFacts): Readonly<Record<string, ModelPlacement>> {
  const machines = azureMachines(...(facts.azure ?? []));
  if (machines.length === 0) return {};
  const provenance =
    facts.azureModelLookedUp === true
      ? lookedUp("official", "aks-labels", "ca-azure", "azure-sizes")
      : noted("official", "aks-labels", "ca-azure");
  return { aks: byMachines(machines, provenance) };
}
