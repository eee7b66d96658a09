import { providerFile } from "../files/files.ts";
import type { Ec2Way } from "../files/platform-file.ts";
import type { Ec2Family } from "../files/provider-file.ts";
import { provenanceOf } from "../files/sourced.ts";
import type { MachineRow, ModelLabel, ModelPlacement } from "../rows.ts";
import type { Provenance } from "../types.ts";
import { familyMachines } from "./machines.ts";
import { byLabels, byMachines, INSTANCE_TYPE, type Placements } from "./placement.ts";

/** The families that have a model, with their machines. */
interface Offer {
  readonly model: string;
  /** Karpenter's name of the accelerator. */
  readonly label: string;
  readonly families: readonly string[];
  readonly machines: readonly MachineRow[];
  readonly isNeuron: boolean;
}

/** By the name of the GPU and the family, as Karpenter and Auto Mode label nodes. */
export function ec2Placements(way: Ec2Way): Placements {
  const { families = {}, coreResource } = providerFile("aws");
  const shared = sharedLabels(families);
  const { only, without = [] } = way;
  const isMeant = (family: string) => only?.includes(family) !== false && !without.includes(family);
  const offers = new Map<string, Offer>();
  for (const [family, facts] of Object.entries(families)) {
    if (!isMeant(family)) continue;
    const { model, label = "", cores } = facts;
    const before = offers.get(model) ?? {
      model,
      label,
      families: [],
      machines: [],
      isNeuron: cores !== undefined,
    };
    const machines = [...before.machines, ...familyMachines(facts, family, coreResource)];
    offers.set(model, { ...before, families: [...before.families, family], machines });
  }
  return new Map(Array.from(offers, ([model, offer]) => [model, placementOf(offer, way, shared)]));
}

/** Names of accelerators that several models have. */
function sharedLabels(families: Readonly<Record<string, Ec2Family>>): ReadonlySet<string> {
  const models = new Map<string, string>();
  const shared = new Set<string>();
  for (const { model, label = "" } of Object.values(families)) {
    if ((models.get(label) ?? model) !== model) shared.add(label);
    models.set(label, model);
  }
  return shared;
}

function placementOf(offer: Offer, way: Ec2Way, shared: ReadonlySet<string>): ModelPlacement {
  const { prefix, gpuName, family, machineType, acceleratorName } = way;
  const { label, machines } = offer;
  if (offer.isNeuron) {
    const placement = withTypes(byLabels([familyLabel(offer, prefix, family)], { machines }), machineType);
    if (acceleratorName === undefined) return placement;
    const name = {
      key: `${prefix}/instance-accelerator-name`,
      values: [label],
      ...provenanceOf(acceleratorName),
    };
    return { ...placement, recognised: [...placement.recognised, name] };
  }
  if (gpuName.values?.includes(label) === false)
    return byMachines(machines, { key: INSTANCE_TYPE, ...machineType });
  const source = provenanceOf(gpuName);
  const name = { key: `${prefix}/instance-gpu-name`, values: [label], uniform: label, ...source };
  return withTypes(
    shared.has(label)
      ? byLabels([name, familyLabel(offer, prefix, source)], { machines })
      : byLabels([name], { machines, seriesLabel: { key: `${prefix}/instance-family`, ...source } }),
    machineType,
  );
}

function familyLabel({ families }: Offer, prefix: string, source: Provenance): ModelLabel {
  return {
    key: `${prefix}/instance-family`,
    values: families,
    uniform: families[0] ?? "",
    ...provenanceOf(source),
  };
}

function withTypes(placement: ModelPlacement, source: Provenance): ModelPlacement {
  const values = placement.machines.map((machine) => machine.name);
  return { ...placement, recognised: [{ key: INSTANCE_TYPE, values, ...provenanceOf(source) }] };
}
