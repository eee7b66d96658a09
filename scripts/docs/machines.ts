import type { CatalogDocument } from "../../src/gpu/catalog/document.ts";
import type { MachineRow, ModelRow } from "../../src/gpu/rows.ts";
import { chapter, code, codes, table } from "./markdown.ts";

interface Machine {
  readonly row: MachineRow;
  readonly model: string;
  readonly platforms: string[];
}

/** The machines that have a model, with what else they have of its accelerators. */
export function machinesChapter({ models }: CatalogDocument): string {
  const rows = machinesOf(models).map(({ row, model, platforms }) => [
    code(row.name),
    code(model),
    String(row.gpus),
    more(row),
    codes(platforms),
  ]);
  return chapter(
    2,
    "Machines",
    "Machines whose accelerators are counted. The sources are those of the model on the platform.",
    table(["machine", "model", "accelerators", "", "platforms"], rows),
  );
}

function more({ parts, efa, neverSpot }: MachineRow): string {
  return [
    ...Object.entries(parts ?? {}).map(([resource, amount]) => `${amount} × ${code(resource)}`),
    ...(efa === undefined ? [] : [`${efa} × ${code("vpc.amazonaws.com/efa")}`]),
    ...(neverSpot === true ? ["never spot"] : []),
  ].join(", ");
}

function machinesOf(models: readonly ModelRow[]): readonly Machine[] {
  const machines = new Map<string, Machine>();
  for (const model of models)
    for (const [platform, placement] of Object.entries(model.platforms))
      for (const row of placement.machines) {
        const known = machines.get(row.name) ?? { row, model: model.name, platforms: [] };
        known.platforms.push(platform);
        machines.set(row.name, known);
      }
  return [...machines.values()];
}
