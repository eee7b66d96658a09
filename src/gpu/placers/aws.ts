import { EC2, type Ec2Family, EFA } from "../data/aws-machines.ts";
import { lookedUp, noted } from "../data/provenance.ts";
import type { MachineRow, ModelLabel, ModelPlacement } from "../rows.ts";
import type { Provenance } from "../types.ts";
import { byLabels, byMachines, INSTANCE_TYPE, type Placer } from "./placer.ts";

const NEURON_CORE = "aws.amazon.com/neuroncore";

const karpenterSource = noted("source-code", "karpenter-aws-types", "karpenter-aws-labels");
const autoModeSource = lookedUp("official", "eks-auto", "eks-auto-odcr", "eks-ml-pools");

/** Names for which AWS's guides to Auto Mode show a label value; for others the name is Karpenter's, not verified. */
const AUTO_MODE_NAMES: readonly string[] = ["a100", "b200", "h100", "h200", "l4", "l40s", "t4"];

/** Families that Auto Mode launches and brings a device plugin for. From its list of supported instance types. */
const AUTO_MODE_FAMILIES: readonly string[] =
  "p6-b200 p6-b300 p5 p5e p5en p4d p4de p3dn g7e g6 gr6 g6e g5g g5 g4dn inf2 inf1 trn1 trn1n trn2".split(" ");

/** Node groups: nothing but the instance type tells the model. */
export const onEks: Placer = ({ name, vendor }) => {
  // No value was verified for AMD's GPUs in node groups.
  if (vendor === "amd") return null;
  return byMachines(
    familiesOf(name).flatMap(machinesOf),
    INSTANCE_TYPE,
    noted("official", "eks-ml", "karpenter-aws-types"),
  );
};

/** Karpenter: its label with the name of the GPU, and the family where two models share a name. */
export const onKarpenter: Placer = ({ name, vendor }) => {
  const families = familiesOf(name).filter((one) => one.inKarpenter !== false);
  if (families.length === 0) return null;
  const machines = families.flatMap(machinesOf);
  const prefix = "karpenter.k8s.aws";
  if (vendor !== "aws") return withTypes(byGpuName(families, prefix, karpenterSource), karpenterSource);
  const placement = withTypes(
    byLabels([familyLabel(families, prefix, karpenterSource)], { machines }),
    karpenterSource,
  );
  // Older releases gave inf2 the name of inf1, so the name is only recognised.
  const accelerator = {
    key: `${prefix}/instance-accelerator-name`,
    values: [...new Set(families.map((one) => one.label))],
    ...karpenterSource,
  };
  return { ...placement, recognised: [...placement.recognised, accelerator] };
};

/** Auto Mode: the same label under its own prefix where AWS shows the value, else the types that it launches. */
export const onAutoMode: Placer = ({ name, vendor }) => {
  const families = familiesOf(name).filter(({ family }) => AUTO_MODE_FAMILIES.includes(family));
  const [first] = families;
  if (first === undefined) return null;
  const machines = families.flatMap(machinesOf);
  const typeSource = lookedUp("official", "eks-auto", "karpenter-aws-types");
  if (vendor === "aws") {
    const label = familyLabel(families, "eks.amazonaws.com", lookedUp("official", "eks-auto"));
    return withTypes(byLabels([label], { machines }), typeSource);
  }
  if (!AUTO_MODE_NAMES.includes(first.label)) return byMachines(machines, INSTANCE_TYPE, typeSource);
  return withTypes(byGpuName(families, "eks.amazonaws.com", autoModeSource), typeSource);
};

function familiesOf(model: string): readonly Ec2Family[] {
  return EC2.filter((one) => one.model === model);
}

/** The machines of a family, which is their series: one accelerator and one kind of connection. */
function machinesOf({ family, sizes, cores }: Ec2Family): readonly MachineRow[] {
  return Object.entries(sizes).map(([size, gpus]) => {
    const name = `${family}.${size}`;
    const efa = EFA[name];
    return {
      name,
      gpus,
      series: family,
      ...(cores !== undefined && { parts: { [NEURON_CORE]: gpus * cores } }),
      ...(efa !== undefined && { efa }),
    };
  });
}

/** By the name of the GPU; by the family too where two models share the name. */
function byGpuName(families: readonly Ec2Family[], prefix: string, provenance: Provenance): ModelPlacement {
  const label = families[0]?.label ?? "";
  const name = { key: `${prefix}/instance-gpu-name`, values: [label], uniform: label, ...provenance };
  const machines = families.flatMap(machinesOf);
  if (EC2.some((one) => one.label === label && one.model !== families[0]?.model))
    return byLabels([name, familyLabel(families, prefix, provenance)], { machines });
  return byLabels([name], { machines, seriesLabel: { key: `${prefix}/instance-family`, ...provenance } });
}

function familyLabel(families: readonly Ec2Family[], prefix: string, provenance: Provenance): ModelLabel {
  const values = families.map((one) => one.family);
  return { key: `${prefix}/instance-family`, values, uniform: values[0] ?? "", ...provenance };
}

function withTypes(placement: ModelPlacement, provenance: Provenance): ModelPlacement {
  const values = placement.machines.map((machine) => machine.name);
  return { ...placement, recognised: [{ key: INSTANCE_TYPE, values, ...provenance }] };
}
