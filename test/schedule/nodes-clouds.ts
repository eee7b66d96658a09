import type { Taint } from "../../src/k8s/scheduling/types.ts";
import { type Facts, modelsWith, type NotedMachine, notedPlatform } from "./facts.ts";
import { OKE_PREEMPTIBLE } from "./facts-beyond.ts";
import { makeNode, type NodeSketch, noSchedule, type SyntheticNode } from "./node.ts";
import { PLAUSIBLE_COUNTS } from "./nodes-gfd.ts";

/** CoreWeave and Oracle by machine type, DigitalOcean by model. */

const INSTANCE_TYPE = "node.kubernetes.io/instance-type";

/** CoreWeave: the taint's effect was not verified, so it comes with each. */
export function coreweaveNodes(facts: Facts): readonly SyntheticNode[] {
  const effects = ["PreferNoSchedule", "NoSchedule", "NoExecute"] as const;
  const variants: readonly (readonly Taint[])[] = [
    [],
    ...effects.map((effect) => [{ key: "is_gpu", value: "true", effect }]),
  ];
  return instances(facts, "coreweave").flatMap((machine) =>
    variants.map((taints) => {
      const { memory_gib: memory } = facts.models[machine.model] ?? {};
      return makeNode("coreweave", {
        ...sketchOf(machine),
        taints,
        labels: {
          [INSTANCE_TYPE]: machine.type,
          "node.kubernetes.io/type": machine.type,
          "gpu.nvidia.com/count": `${machine.devices}`,
          ...(memory !== undefined && { "gpu.nvidia.com/vram": `${memory}` }),
          "node.coreweave.cloud/class": "gpu",
          "node.coreweave.cloud/state": "production",
        },
      });
    }),
  );
}

/** Oracle taints its GPU pools (an owner may take the taint off), and preemptible nodes, of which none is bare metal. */
export function okeNodes(facts: Facts): readonly SyntheticNode[] {
  return instances(facts, "oke").flatMap((machine) =>
    (machine.type.startsWith("BM.") ? [false] : [false, true]).flatMap((spot) =>
      // Key and effect are official; the value for NVIDIA is second-hand.
      [[noSchedule(machine.resource, "present")], [noSchedule(machine.resource, "")], []].map((taints) =>
        makeNode("oke", {
          ...sketchOf(machine),
          spot,
          taints: [...taints, ...(spot ? [noSchedule(OKE_PREEMPTIBLE, "present")] : [])],
          labels: {
            [INSTANCE_TYPE]: machine.type,
            [machine.resource]: "true",
            ...(spot && { [OKE_PREEMPTIBLE]: "true" }),
            "oci.oraclecloud.com/rdma.local_block_id": "block-1",
          },
        }),
      ),
    ),
  );
}

/** DigitalOcean: two verified models, taints with an empty value or taken off, numbers of GPUs not in the notes. */
export function doksNodes(facts: Facts): readonly SyntheticNode[] {
  return modelsWith(facts, (model) => model.doks_model).flatMap(({ name, model, value }) => {
    const { vendor, resource = "nvidia.com/gpu", gpus_per_node: fixed } = model;
    const counts = fixed === undefined ? PLAUSIBLE_COUNTS : [fixed];
    return counts.flatMap((devices) =>
      [[noSchedule(resource, "")], []].map((taints) =>
        makeNode("doks", {
          model: name,
          resource,
          devices,
          product: value,
          taints,
          labels: { "doks.digitalocean.com/gpu-brand": vendor, "doks.digitalocean.com/gpu-model": value },
          note: `${devices} × ${value}`,
        }),
      ),
    );
  });
}

interface CloudMachine extends NotedMachine {
  readonly type: string;
  /** In the notes, or `other …` where they leave open which model it is. */
  readonly model: string;
  readonly resource: string;
  readonly devices: number;
}

function instances(facts: Facts, platform: string): readonly CloudMachine[] {
  return Object.entries(notedPlatform(facts, platform).instances ?? {}).map(([type, noted]) => ({
    ...noted,
    type,
    model: noted.model !== undefined && noted.model in facts.models ? noted.model : `other ${noted.model}`,
    resource: noted.resource ?? "nvidia.com/gpu",
    devices: noted.gpus ?? 0,
  }));
}

function sketchOf({ type, model, resource, devices, arch }: CloudMachine): NodeSketch {
  const series = type.replace(/\.[0-9]+$/, "");
  return { model, resource, devices, arch, series, labels: {}, note: `${devices} in ${type}` };
}
