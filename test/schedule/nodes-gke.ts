import type { Taint } from "../../src/k8s/scheduling/types.ts";
import { type Facts, modelsWith, notedPlatform } from "./facts.ts";
import { makeNode, type NodeSketch, noSchedule, type SyntheticNode } from "./node.ts";

/** GKE's GPU nodes, Standard and Autopilot: the accelerator label, partitions, sharing, spot and arm64. */

const RESOURCE = "nvidia.com/gpu";
const SPOT = "cloud.google.com/gke-spot";

/** One node per machine type (or per number of GPUs where GPUs are attached to any machine), in all variants. */
export function gkeNodes(facts: Facts): readonly SyntheticNode[] {
  const sketches = machineRows(facts).flatMap((row) => [
    plainSketch(row),
    { ...plainSketch(row), labels: withCount(row) },
    ...(row.fractional ? [] : slicedSketches(facts, row)),
  ]);
  return sketches.flatMap((sketch) =>
    gkeTaints(sketch).flatMap((taints) =>
      spotVariants("Standard").map((spot) => gkeNode("gke", sketch, taints, spot)),
    ),
  );
}

/** Autopilot creates its nodes itself, always tainted and counted; it has no machine with a part of a GPU. */
export function autopilotNodes(facts: Facts): readonly SyntheticNode[] {
  const supported = notedPlatform(facts, "gke-autopilot").supported_models ?? [];
  return machineRows(facts)
    .filter((row) => supported.includes(row.value) && !row.fractional)
    .flatMap((row) => [{ ...plainSketch(row), labels: withCount(row) }, ...slicedSketches(facts, row)])
    .flatMap((sketch) => {
      const arch = sketch.arch === "arm64" ? [noSchedule("kubernetes.io/arch", "arm64")] : [];
      const taints = [noSchedule(RESOURCE, "present"), ...arch];
      return spotVariants("Autopilot").map((spot) => gkeNode("gke-autopilot", sketch, taints, spot));
    });
}

/** The labels and taint that a node gets by how it was bought. */
export interface GkeCapacity {
  readonly spot: boolean;
  readonly taints: readonly Taint[];
}

/** Spot nodes are tainted where GKE creates them; in hand-made pools only if somebody wanted it. */
export function spotVariants(mode: "Standard" | "Autopilot"): readonly GkeCapacity[] {
  const tainted = { spot: true, taints: [noSchedule(SPOT, "true")] };
  const plain = [{ spot: true, taints: [] }];
  return [{ spot: false, taints: [] }, tainted, ...(mode === "Standard" ? plain : [])];
}

/** A node of GKE from what its machine says and how it was bought. */
export function gkeNode(
  platform: string,
  sketch: NodeSketch,
  taints: readonly Taint[],
  capacity: GkeCapacity,
): SyntheticNode {
  const provisioning = capacity.spot ? "spot" : "standard";
  return makeNode(platform, {
    ...sketch,
    spot: capacity.spot,
    labels: {
      ...sketch.labels,
      "cloud.google.com/gke-nodepool": "pool-1",
      "cloud.google.com/gke-provisioning": provisioning,
      ...(capacity.spot && { [SPOT]: "true" }),
    },
    taints: [...taints, ...capacity.taints],
  });
}

interface MachineRow {
  readonly model: string;
  /** Of the accelerator label. */
  readonly value: string;
  readonly devices: number;
  /** Null where the GPUs are attached to a machine type of any size. */
  readonly machine: string | null;
  readonly arch: string | undefined;
  readonly fractional: boolean;
}

function machineRows(facts: Facts): readonly MachineRow[] {
  const { instances = {}, counts_per_node: counts = {} } = notedPlatform(facts, "gke");
  const machines = Object.entries(instances);
  return modelsWith(facts, (model) => model.gke).flatMap(({ name, model, value: values }) =>
    values.flatMap((value): readonly MachineRow[] => {
      const own = machines.filter(([, machine]) => machine.model === value);
      const row = { model: name, value, arch: model.arch };
      if (own.length === 0)
        return (counts[value] ?? []).map((devices) => ({
          ...row,
          devices,
          machine: null,
          fractional: false,
        }));
      return own.map(([machine, { gpus = 0, fractional = false, arch }]) => ({
        ...row,
        devices: gpus,
        machine,
        fractional,
        arch: arch ?? row.arch,
      }));
    }),
  );
}

function plainSketch(row: MachineRow): NodeSketch {
  const { machine, value } = row;
  return {
    model: row.model,
    resource: RESOURCE,
    devices: row.devices,
    kind: row.fractional ? "fractional" : "whole",
    arch: row.arch,
    product: value,
    series: machine === null ? null : machine.replace(/-[0-9]+g?(?:-metal)?$/, ""),
    labels: {
      "cloud.google.com/gke-accelerator": value,
      ...(machine !== null && {
        "node.kubernetes.io/instance-type": machine,
        "cloud.google.com/machine-family": machine.slice(0, machine.indexOf("-")),
      }),
    },
    note: `${row.devices} × ${value} on ${machine ?? "N1"}`,
  };
}

/** Autopilot and node auto-provisioning write the count too. */
function withCount(row: MachineRow): NodeSketch["labels"] {
  return { ...plainSketch(row).labels, "cloud.google.com/gke-accelerator-count": `${row.devices}` };
}

/** Partitions and sharing keep the resource and the accelerator label, and say so in labels of their own. */
function slicedSketches(facts: Facts, row: MachineRow): readonly NodeSketch[] {
  const plain = plainSketch(row);
  const partitions = Object.entries(partitionsOf(facts, row));
  const sharing = {
    "cloud.google.com/gke-gpu-sharing-strategy": "time-sharing",
    "cloud.google.com/gke-max-shared-clients-per-gpu": "4",
  };
  return [
    ...partitions.map(([size, instances]): NodeSketch => {
      const labels = { ...plain.labels, "cloud.google.com/gke-gpu-partition-size": size };
      const devices = instances * row.devices;
      return {
        ...plain,
        kind: "sliced",
        profile: size,
        devices,
        labels,
        note: `${plain.note} cut into ${size}`,
      };
    }),
    {
      ...plain,
      kind: "sliced",
      devices: 4 * row.devices,
      labels: { ...plain.labels, ...sharing },
      note: `${plain.note} with time-sharing`,
    },
  ];
}

/** Of RTX PRO 6000 the notes list the sizes in words, without the numbers, which are MIG's. */
function partitionsOf(facts: Facts, { model, value }: MachineRow): Readonly<Record<string, number>> {
  const noted = facts.gkePartitions[value] ?? {};
  if (typeof noted.profiles !== "string") return noted as Readonly<Record<string, number>>;
  const listed = noted.profiles.match(/\d+g\.\d+gb/g) ?? [];
  const table = facts.migProfiles[facts.models[model]?.mig ?? ""] ?? {};
  return Object.fromEntries(listed.map((size) => [size, table[size] ?? 0]));
}

/** The GPU taint depends on what the cluster had before; that of arm64 on a setting of the pool. */
function gkeTaints(sketch: NodeSketch): readonly (readonly Taint[])[] {
  const gpu = noSchedule(RESOURCE, "present");
  if (sketch.arch !== "arm64") return [[], [gpu]];
  const arch = noSchedule("kubernetes.io/arch", "arm64");
  return [[], [gpu], [arch], [gpu, arch]];
}
