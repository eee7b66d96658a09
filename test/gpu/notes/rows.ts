import { catalogDocument } from "../../../src/gpu/catalog/document.ts";
import { provenanceOf } from "../../../src/gpu/files/sourced.ts";
import type { MachineRow, ModelPlacement, ModelRow, PlatformRow } from "../../../src/gpu/rows.ts";
import type { Provenance } from "../../../src/gpu/types.ts";

/** The catalog by its rows, for comparisons. */
export const DOCUMENT = catalogDocument();

export const TYPE = "node.kubernetes.io/instance-type";

export function platformRow(name: string): PlatformRow | undefined {
  return DOCUMENT.platforms.find((row) => row.name === name);
}

export function modelRow(name: string): ModelRow | undefined {
  return DOCUMENT.models.find((row) => row.name === name);
}

export function placementOf(model: string, platform: string): ModelPlacement | undefined {
  return modelRow(model)?.platforms[platform];
}

/** Values of a label that selects a model on a platform. */
export function valuesOf(model: string, platform: string, key: string): readonly string[] {
  return placementOf(model, platform)?.labels.find((label) => label.key === key)?.values ?? [];
}

/** Models that a label value selects on a platform. */
export function modelsBy(platform: string, key: string, value: string): readonly ModelRow[] {
  return DOCUMENT.models.filter((model) => valuesOf(model.name, platform, key).includes(value));
}

/** A machine type on a platform with the model that has it. */
export function machineOn(
  platform: string,
  name: string,
): { readonly model: ModelRow; readonly machine: MachineRow } | undefined {
  for (const model of DOCUMENT.models) {
    const machine = model.platforms[platform]?.machines.find((one) => one.name === name);
    if (machine !== undefined) return { model, machine };
  }
  return undefined;
}

/** Models whose machine type is recognised on a platform, by a label that is not written. */
export function modelsByType(platform: string, type: string): readonly ModelRow[] {
  return DOCUMENT.models.filter((model) =>
    model.platforms[platform]?.recognised.some((one) => one.key === TYPE && one.values.includes(type)),
  );
}

/** A label that the catalog writes, with where it was read. */
export interface WrittenLabel extends Provenance {
  readonly platform: string;
  /** Null for labels that are written whatever the model. */
  readonly model: string | null;
  readonly key: string;
  readonly values: readonly string[];
}

/** Everything that becomes a selector or keeps pods off: no other string of the catalog reaches a node selector. */
export const WRITTEN: readonly WrittenLabel[] = [
  ...DOCUMENT.models.flatMap((model) =>
    Object.entries(model.platforms).flatMap(([platform, placement]) =>
      ofModel(model.name, platform, placement),
    ),
  ),
  ...DOCUMENT.platforms.flatMap(ofPlatform),
  ...DOCUMENT.keepOff.flatMap(({ platform, expressions }) =>
    expressions.map((row) => ({
      platform,
      model: null,
      key: row.value.key,
      values: row.value.values ?? [],
      ...provenanceOf(row),
    })),
  ),
];

function ofModel(model: string, platform: string, placement: ModelPlacement): readonly WrittenLabel[] {
  const { labels, machines, machineLabel, seriesLabel, topology } = placement;
  const names = machines.map((machine) => machine.name);
  const series = [...new Set(machines.map((machine) => machine.series))];
  const where = { platform, model };
  return [
    ...labels.map((label) => ({ ...where, key: label.key, values: label.values, ...provenanceOf(label) })),
    ...(machineLabel === null
      ? []
      : [{ ...where, key: machineLabel.key, values: names, ...provenanceOf(machineLabel) }]),
    ...(seriesLabel === undefined
      ? []
      : [{ ...where, key: seriesLabel.key, values: series, ...provenanceOf(seriesLabel) }]),
    ...(topology === undefined
      ? []
      : [
          { ...where, key: topology.key, values: topology.values, ...provenanceOf(topology) },
          ...(topology.countKey === undefined
            ? []
            : [
                {
                  ...where,
                  key: topology.countKey,
                  values: machines.map((machine) => String(machine.gpus)),
                  ...provenanceOf(topology),
                },
              ]),
        ]),
  ];
}

function ofPlatform(row: PlatformRow): readonly WrittenLabel[] {
  const labels = [...Object.values(row.vendorLabel), ...(row.spot === null ? [] : [row.spot.label])];
  return labels.map((label) => ({
    platform: row.name,
    model: null,
    key: label.value.key,
    values: [label.value.value],
    ...provenanceOf(label),
  }));
}
