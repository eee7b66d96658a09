import { type Facts, modelsWith, notedPlatform } from "./facts.ts";
import { type NodeSketch, noSchedule, type SyntheticNode } from "./node.ts";
import { gkeNode, spotVariants } from "./nodes-gke.ts";

/** TPU hosts of GKE: a machine type in a slice of some topology, single or one of several hosts. */

/** A node for each machine type and topology that the notes list, and one for each type they have no model for. */
export function tpuNodes(facts: Facts, platform: string): readonly SyntheticNode[] {
  const mode = platform === "gke-autopilot" ? "Autopilot" : "Standard";
  const sketches = [...tpuSketches(facts), ...otherTypes(facts)];
  const tainted = [noSchedule("google.com/tpu", "present")];
  // An owner may take the taint off a pool; Autopilot makes its nodes itself.
  const variants = mode === "Standard" ? [tainted, []] : [tainted];
  return sketches.flatMap((sketch) =>
    variants.flatMap((taints) =>
      spotVariants(mode).map((capacity) => gkeNode(platform, sketch, taints, capacity)),
    ),
  );
}

/** Chips of a slice: the product of its dimensions. */
export function chipsOf(topology: string): number {
  return topology.split("x").reduce((chips, dimension) => chips * Number(dimension), 1);
}

function tpuSketches(facts: Facts): readonly NodeSketch[] {
  const { tpu } = notedPlatform(facts, "gke");
  return modelsWith(facts, (model) => model.gke_tpu_accelerator).flatMap(({ name, model, value }) =>
    (model.machines ?? []).flatMap((machine) => {
      const chips = tpu?.chips_per_vm[machine] ?? 0;
      const alone = tpu?.single_host_topology[machine];
      const topologies = (model.topologies ?? []).filter(
        (topology) => topology === alone || isMultiHost(topology, chips),
      );
      return topologies.map((topology): NodeSketch => {
        const hosts = chipsOf(topology) / chips;
        return tpuSketch(name, value, { machine, chips, topology, hosts });
      });
    }),
  );
}

/** Slices of several hosts are made of hosts with four chips. */
function isMultiHost(topology: string, chipsPerHost: number): boolean {
  return chipsPerHost === 4 && chipsOf(topology) > chipsPerHost;
}

interface TpuHost {
  readonly machine: string;
  readonly chips: number;
  readonly topology: string;
  readonly hosts: number;
}

function tpuSketch(model: string, accelerator: string, host: TpuHost): NodeSketch {
  const { machine, chips, topology, hosts } = host;
  return {
    model,
    resource: "google.com/tpu",
    devices: chips,
    product: `${accelerator} ${topology}`,
    series: machine.replace(/-[0-9]+t$/, ""),
    labels: {
      "cloud.google.com/gke-tpu-accelerator": accelerator,
      "cloud.google.com/gke-tpu-topology": topology,
      "cloud.google.com/gke-accelerator-count": `${chips}`,
      "node.kubernetes.io/instance-type": machine,
      "cloud.google.com/machine-family": machine.slice(0, machine.indexOf("-")),
    },
    note: `${machine} in ${topology}, ${hosts === 1 ? "alone" : `one of ${hosts}`}`,
  };
}

/** Values of the accelerator label that stand for TPUs the notes have no row of. */
function otherTypes(facts: Facts): readonly NodeSketch[] {
  const known = modelsWith(facts, (model) => model.gke_tpu_accelerator).map(({ value }) => value);
  const others = (notedPlatform(facts, "gke").tpu?.all_type_values ?? []).filter(
    (value) => !known.includes(value),
  );
  return others.map((value) =>
    tpuSketch(`other ${value}`, value, { machine: "ct3-hightpu-4t", chips: 4, topology: "2x2", hosts: 1 }),
  );
}
