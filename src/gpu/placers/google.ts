import { ACCELERATORS, type GkeTpu, MACHINES, TPUS } from "../data/google-machines.ts";
import { lookedUp, noted } from "../data/provenance.ts";
import type { ModelLabel, ModelPlacement, RecognisedLabel } from "../rows.ts";
import type { Provenance } from "../types.ts";
import { byLabels, INSTANCE_TYPE, type Placer } from "./placer.ts";

const gpuSource = noted("source-code", "gke-labels", "gke-gpu-machines");
const autopilotSource = noted("official", "gke-docs-autopilot-gpu", "gke-gpu-machines");
const tpuSource = noted("source-code", "gke-labels", "gke-tpu", "gke-tpu-nap");

/** GKE Standard: the accelerator label; for TPUs their type and shape. */
export const onGke: Placer = ({ name }) => {
  const tpu = TPUS[name];
  if (tpu !== undefined) return tpuPlacement(tpu, tpuSource);
  return gpuPlacement(valuesOf(name), gpuSource);
};

/** Autopilot: the same labels, for the GPUs that it offers and for TPUs. */
export const onAutopilot: Placer = ({ name }) => {
  const tpu = TPUS[name];
  if (tpu !== undefined) return tpuPlacement(tpu, lookedUp("official", "gke-docs-tpu-autopilot", "gke-tpu"));
  return gpuPlacement(
    valuesOf(name).filter((value) => ACCELERATORS[value]?.autopilot === true),
    autopilotSource,
  );
};

function valuesOf(model: string): readonly string[] {
  return Object.keys(ACCELERATORS).filter((value) => ACCELERATORS[value]?.model === model);
}

function gpuPlacement(values: readonly string[], provenance: Provenance): ModelPlacement | null {
  const [first] = values;
  if (first === undefined) return null;
  const label: ModelLabel = {
    key: "cloud.google.com/gke-accelerator",
    values,
    uniform: first,
    oneValue: true,
    counts: Object.fromEntries(values.map((value) => [value, ACCELERATORS[value]?.counts ?? []])),
    partitions: Object.fromEntries(values.map((value) => [value, ACCELERATORS[value]?.partitions ?? {}])),
    ...provenance,
  };
  return byLabels([label], {
    recognised: machineTypes(Object.assign({}, ...values.map((value) => MACHINES[value] ?? {}))),
  });
}

/** The machine type tells the accelerator too, and manifests of hand-made pools select it. */
function machineTypes(gpus: Readonly<Record<string, number>>): readonly RecognisedLabel[] {
  const values = Object.keys(gpus);
  if (values.length === 0) return [];
  return [{ key: INSTANCE_TYPE, values, gpus, ...noted("source-code", "gke-machines", "gke-gpu-machines") }];
}

function tpuPlacement(
  { type, machines, single, topologies }: GkeTpu,
  provenance: Provenance,
): ModelPlacement {
  return byLabels(
    [{ key: "cloud.google.com/gke-tpu-accelerator", values: [type], uniform: type, ...provenance }],
    {
      machines: Object.entries(machines).map(([chips, name]) => ({
        name,
        gpus: Number(chips),
        series: name.split("-")[0] ?? name,
      })),
      recognised: machineTypes(
        Object.fromEntries(Object.entries(machines).map(([chips, name]) => [name, Number(chips)])),
      ),
      // A pod must take all chips of a machine (gke-docs-tpu), and the autoscaler rejects other numbers.
      countRule: "whole-machine",
      topology: {
        key: "cloud.google.com/gke-tpu-topology",
        values: topologies,
        single,
        perHost: 4,
        countKey: "cloud.google.com/gke-accelerator-count",
        ...provenance,
      },
    },
  );
}
