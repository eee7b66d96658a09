import { memoized } from "../../kernel/memoized.ts";
import { providerFile } from "../files/files.ts";
import type { MachinesByModel, MachinesWay, PlatformFile } from "../files/platform-file.ts";
import type { Ec2Family, ProviderFile } from "../files/provider-file.ts";
import type { MachineRow, ModelPlacement } from "../rows.ts";
import { byMachines, type Placements } from "./placement.ts";

/** The machines that have each model: nothing else tells it. */
export function machinePlacements(way: MachinesWay, { provider }: PlatformFile): Placements {
  const { label, readLater, without = [] } = way;
  return new Map(
    [...machinesOf(way, provider === undefined ? null : providerFile(provider))].flatMap(
      ([model, all]): readonly (readonly [string, ModelPlacement])[] => {
        const machines = all.filter(({ name }) => !without.includes(name));
        const isLater = readLater?.models.includes(model) === true;
        return machines.length === 0
          ? []
          : [[model, byMachines(machines, isLater ? { ...readLater, key: label.key } : label)]];
      },
    ),
  );
}

function machinesOf(
  { machines, seriesWithout, neverSpot, without = [] }: MachinesWay,
  provider: ProviderFile | null,
): ReadonlyMap<string, readonly MachineRow[]> {
  if (machines !== undefined) return tableMachines(machines, seriesWithout, neverSpot);
  if (provider?.machines !== undefined)
    return tableMachines(provider.machines.models, provider.machines.seriesWithout, neverSpot);
  return ec2Machines(provider, (family) => !without.includes(family));
}

function tableMachines(
  table: MachinesByModel,
  seriesWithout: string | undefined,
  neverSpot: string | undefined,
): ReadonlyMap<string, readonly MachineRow[]> {
  const rest = seriesWithout === undefined ? null : new RegExp(seriesWithout);
  const bare = neverSpot === undefined ? null : new RegExp(neverSpot);
  return new Map(
    Object.entries(table).map(([model, machines]) => [
      model,
      Object.entries(machines).map(([name, gpus]): MachineRow => {
        const machine = { name, gpus, series: rest === null ? name : name.replace(rest, "") };
        return bare?.test(name) === true ? { ...machine, neverSpot: true } : machine;
      }),
    ]),
  );
}

function ec2Machines(
  provider: ProviderFile | null,
  isMeant: (family: string) => boolean,
): ReadonlyMap<string, readonly MachineRow[]> {
  const byModel = new Map<string, MachineRow[]>();
  for (const [family, facts] of Object.entries(provider?.families ?? {})) {
    if (!isMeant(family)) continue;
    const machines = familyMachines(facts, family, provider?.coreResource);
    byModel.set(facts.model, [...(byModel.get(facts.model) ?? []), ...machines]);
  }
  return byModel;
}

/** The machines of a family, which is their series: one accelerator and one kind of connection. Three platforms have them. */
export const familyMachines = memoized(machinesOfFamily);

function machinesOfFamily(
  { sizes, cores, efa }: Ec2Family,
  family: string,
  coreResource: string | undefined,
): readonly MachineRow[] {
  return Object.entries(sizes).map(([size, gpus]) => {
    const machine: MachineRow = { name: `${family}.${size}`, gpus, series: family };
    const interfaces = efa?.[size];
    const withEfa = interfaces === undefined ? machine : { ...machine, efa: interfaces };
    if (cores === undefined || coreResource === undefined) return withEfa;
    return { ...withEfa, parts: { [coreResource]: gpus * cores } };
  });
}
