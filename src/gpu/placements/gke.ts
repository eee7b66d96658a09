import { providerFile } from "../files/files.ts";
import type { GkeWay } from "../files/platform-file.ts";
import type { GkeAccelerator, GkeTpu, ProviderFile } from "../files/provider-file.ts";
import { provenanceOf } from "../files/sourced.ts";
import type { ModelLabel, ModelPlacement, RecognisedLabel } from "../rows.ts";
import type { Provenance } from "../types.ts";
import { byLabels, INSTANCE_TYPE, type Placements } from "./placement.ts";

/** Values of the accelerator label, each with what is known of it. */
type Offer = readonly (readonly [value: string, facts: GkeAccelerator])[];

/** GKE: the accelerator label; for TPUs their type and shape. */
export function gkePlacements({
  accelerators: gpuSource,
  tpus: tpuSource,
  without = [],
}: GkeWay): Placements {
  const { accelerators, tpus } = providerFile("google");
  const byModel = new Map<string, Offer>();
  for (const [value, facts] of Object.entries(accelerators?.values ?? {}))
    if (!without.includes(value))
      byModel.set(facts.model, [...(byModel.get(facts.model) ?? []), [value, facts]]);
  const placements = new Map<string, ModelPlacement>();
  if (accelerators !== undefined)
    for (const [model, offer] of byModel) placements.set(model, gpuPlacement(offer, accelerators, gpuSource));
  for (const [model, tpu] of Object.entries(tpus?.models ?? {}))
    if (accelerators !== undefined && tpus !== undefined)
      placements.set(model, tpuPlacement(tpu, tpus, accelerators, tpuSource));
  return placements;
}

function gpuPlacement(
  offer: Offer,
  { label, ...machineSource }: NonNullable<ProviderFile["accelerators"]>,
  source: Provenance,
): ModelPlacement {
  const row: ModelLabel = {
    key: label,
    values: offer.map(([value]) => value),
    uniform: offer[0]?.[0] ?? "",
    oneValue: true,
    counts: Object.fromEntries(offer.map(([value, { counts }]) => [value, counts])),
    partitions: Object.fromEntries(offer.map(([value, { partitions }]) => [value, partitions ?? {}])),
    ...provenanceOf(source),
  };
  const machines = Object.assign({}, ...offer.map(([, facts]) => facts.machines ?? {}));
  return byLabels([row], { recognised: machineTypes(machines, machineSource) });
}

/** The machine type tells the accelerator too, and manifests of hand-made pools select it. */
function machineTypes(
  gpus: Readonly<Record<string, number>>,
  source: Provenance,
): readonly RecognisedLabel[] {
  const values = Object.keys(gpus);
  return values.length === 0 ? [] : [{ key: INSTANCE_TYPE, values, gpus, ...provenanceOf(source) }];
}

function tpuPlacement(
  { type, machines, single, topologies }: GkeTpu,
  { label, topologyLabel, countLabel, perHost }: NonNullable<ProviderFile["tpus"]>,
  machineSource: Provenance,
  source: Provenance,
): ModelPlacement {
  const read = provenanceOf(source);
  const chips = Object.entries(machines).map(([count, name]) => ({ name, gpus: Number(count) }));
  return byLabels([{ key: label, values: [type], uniform: type, ...read }], {
    machines: chips.map((machine) => ({
      ...machine,
      series: machine.name.split("-")[0] ?? machine.name,
    })),
    recognised: machineTypes(Object.fromEntries(chips.map(({ name, gpus }) => [name, gpus])), machineSource),
    countRule: "whole-machine",
    topology: { key: topologyLabel, values: topologies, single, perHost, countKey: countLabel, ...read },
  });
}
