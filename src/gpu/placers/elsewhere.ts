import { COREWEAVE, type MachineTable, OKE } from "../data/other-machines.ts";
import { lookedUp, noted } from "../data/provenance.ts";
import type { MachineRow } from "../rows.ts";
import { byLabels, byMachines, INSTANCE_TYPE, type Placer } from "./placer.ts";

/** Values of DigitalOcean's model label that its documentation lists; others follow a pattern, unconfirmed. */
const DOKS_MODELS: readonly string[] = ["h100", "mi300x"];

/** CoreWeave: the Instance ID, as its documentation selects. That of B300 was read after the notes. */
export const onCoreWeave: Placer = ({ name }) =>
  byMachines(
    machinesIn(COREWEAVE, name),
    INSTANCE_TYPE,
    name === "b300"
      ? lookedUp("official", "cw-sched", "ca-coreweave")
      : noted("official", "cw-sched", "ca-coreweave"),
  );

/** Oracle: the shape. Bare metal shapes are never preemptible (oke-preemptible). */
export const onOke: Placer = ({ name }) => {
  const machines = machinesIn(OKE, name).map((machine) =>
    machine.name.startsWith("BM.") ? { ...machine, neverSpot: true as const } : machine,
  );
  return byMachines(machines, INSTANCE_TYPE, lookedUp("official", "oke-hpc", "ca-oci", "oke-shapes"));
};

/** DigitalOcean: its model label, for the values it documents. */
export const onDoks: Placer = ({ name }) =>
  DOKS_MODELS.includes(name)
    ? byLabels([
        {
          key: "doks.digitalocean.com/gpu-model",
          values: [name],
          uniform: name,
          ...noted("official", "doks-docs"),
        },
      ])
    : null;

function machinesIn(table: MachineTable, model: string): readonly MachineRow[] {
  return Object.entries(table).flatMap(([name, [of, gpus]]) =>
    of === model ? [{ name, gpus, series: name.replace(/\.[0-9]+$/, "") }] : [],
  );
}
