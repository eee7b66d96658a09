import { TABLES } from "../../src/gpu/catalog/tables.ts";
import type { MachineRow } from "../../src/gpu/rows.ts";

/** Every machine by which the catalog places any model, once. */
export const MACHINES: readonly MachineRow[] = [
  ...new Map(
    TABLES.models
      .flatMap((model) => Object.values(model.platforms).flatMap((placement) => placement.machines))
      .map((machine) => [machine.name, machine]),
  ).values(),
];
