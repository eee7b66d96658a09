import type { Taint } from "../../src/k8s/scheduling/types.ts";
import { type Facts, type NotedMachine, notedPlatform } from "./facts.ts";
import { makeNode, type NodeSketch, noSchedule, type SyntheticNode } from "./node.ts";
import { mixedMig } from "./nodes-mig.ts";

/** EC2 machines as node groups, Karpenter and Auto Mode label them. */

const INSTANCE_TYPE = "node.kubernetes.io/instance-type";

/** Managed node groups: the machine type is all that tells, and presence where a component or the image writes it. */
export function eksNodes(facts: Facts): readonly SyntheticNode[] {
  return [...machines(facts), ...outsideKarpenter(facts), ...fractional()].flatMap((machine) => [
    ...[false, true].flatMap((spot) =>
      ec2Taints(machine).flatMap((taints) =>
        presence(machine).map((present) => eksNode({ ...sketchOf(machine), spot, taints }, machine, present)),
      ),
    ),
    ...mixedMig(facts, sketchOf(machine)).map((cut) => eksNode(cut, machine, {})),
  ]);
}

function eksNode(sketch: NodeSketch, { type }: Ec2Machine, more: NodeSketch["labels"]): SyntheticNode {
  return makeNode("eks", {
    ...sketch,
    labels: {
      [INSTANCE_TYPE]: type,
      "eks.amazonaws.com/capacityType": sketch.spot === true ? "SPOT" : "ON_DEMAND",
      "eks.amazonaws.com/nodegroup": "group-1",
      ...more,
    },
  });
}

/** The image writes it on new clusters, GPU Feature Discovery on others, and nothing on the rest. */
function presence({ resource }: Ec2Machine): readonly Readonly<Record<string, string>>[] {
  return resource === "nvidia.com/gpu" ? [{}, { "nvidia.com/gpu.present": "true" }] : [{}];
}

/** Karpenter's own nodes: every label that it computes from EC2's table. */
export function karpenterNodes(facts: Facts): readonly SyntheticNode[] {
  const own = machines(facts);
  const table = [...own, ...fractional(), ...own.flatMap(olderName)];
  return table.flatMap((machine) => launched("eks-karpenter", "karpenter.k8s.aws", machine, {}));
}

/** Older releases gave Inferentia2 the name of its predecessor. */
function olderName(machine: Ec2Machine): readonly Ec2Machine[] {
  return machine.deviceName === "inferentia2" ? [{ ...machine, deviceName: "inferentia" }] : [];
}

/** Auto Mode writes Karpenter's labels under a prefix of its own, and brings plugins for NVIDIA and Neuron only. */
export function autoModeNodes(facts: Facts): readonly SyntheticNode[] {
  const plugged = ["nvidia.com/gpu", "aws.amazon.com/neuron"];
  return machines(facts)
    .filter(({ resource }) => plugged.includes(resource))
    .flatMap((machine) =>
      launched("eks-auto-mode", "eks.amazonaws.com", machine, { "eks.amazonaws.com/compute-type": "auto" }),
    );
}

function launched(
  platform: string,
  prefix: string,
  machine: Ec2Machine,
  more: Readonly<Record<string, string>>,
): readonly SyntheticNode[] {
  const capacities = ["on-demand", "reserved", "spot"];
  return capacities.flatMap((capacity) =>
    ec2Taints(machine).map((taints) =>
      makeNode(platform, {
        ...sketchOf(machine),
        spot: capacity === "spot",
        taints,
        product: machine.deviceName,
        labels: {
          [INSTANCE_TYPE]: machine.type,
          "karpenter.sh/capacity-type": capacity,
          [`${prefix}/instance-family`]: machine.family,
          [`${prefix}/instance-category`]: machine.family.slice(0, 1),
          ...deviceLabels(prefix, machine),
          ...more,
        },
      }),
    ),
  );
}

/** Karpenter tells GPUs from other accelerators. */
function deviceLabels(prefix: string, machine: Ec2Machine): Readonly<Record<string, string>> {
  const kind = machine.isGpu ? "gpu" : "accelerator";
  return {
    [`${prefix}/instance-${kind}-name`]: machine.deviceName,
    [`${prefix}/instance-${kind}-manufacturer`]: machine.manufacturer,
    [`${prefix}/instance-${kind}-count`]: `${machine.devices}`,
    ...(machine.memoryMib !== null && { [`${prefix}/instance-${kind}-memory`]: `${machine.memoryMib}` }),
  };
}

interface Ec2Machine {
  readonly type: string;
  readonly family: string;
  /** In the notes; `other …` where no model lists the machine. */
  readonly model: string;
  readonly resource: string;
  readonly devices: number;
  readonly cores: number | null;
  readonly arch: string | undefined;
  readonly isGpu: boolean;
  /** As Karpenter names it. */
  readonly deviceName: string;
  readonly manufacturer: string;
  readonly memoryMib: number | null;
  readonly kind: "whole" | "fractional";
}

function machines(facts: Facts): readonly Ec2Machine[] {
  const table = notedPlatform(facts, "eks-karpenter").instances ?? {};
  return Object.entries(table).map(([type, noted]) => ec2Machine(facts, type, noted));
}

function outsideKarpenter(facts: Facts): readonly Ec2Machine[] {
  const table = notedPlatform(facts, "eks-karpenter").instances_not_in_karpenter_table ?? {};
  return Object.entries(table).map(([type, noted]) => ec2Machine(facts, type, noted));
}

function ec2Machine(facts: Facts, type: string, noted: NotedMachine): Ec2Machine {
  const { resource = "nvidia.com/gpu", accelerator } = noted;
  const deviceName = noted.model ?? accelerator ?? "unnamed";
  return {
    type,
    family: familyOf(type),
    model: modelOf(facts, type, accelerator) ?? `other ${deviceName}`,
    resource,
    devices: noted.gpus ?? noted.devices ?? 0,
    cores: noted.cores ?? null,
    arch: noted.arch,
    isGpu: accelerator === undefined,
    deviceName,
    manufacturer: MANUFACTURERS[resource] ?? "nvidia",
    memoryMib: noted.gpu_memory_mib ?? null,
    kind: "whole",
  };
}

const MANUFACTURERS: Readonly<Record<string, string>> = {
  "nvidia.com/gpu": "nvidia",
  "amd.com/gpu": "amd",
  "habana.ai/gaudi": "habana",
  "aws.amazon.com/neuron": "aws",
};

/** By the machines that a model lists, else by what Karpenter names its device where one family has it alone. */
function modelOf(facts: Facts, type: string, accelerator: string | undefined): string | undefined {
  const models = Object.entries(facts.models);
  const byType = models.find(([, model]) => model.eks_instances?.includes(type) === true);
  if (byType !== undefined) return byType[0];
  const byAccelerator = models.find(
    ([, model]) => accelerator !== undefined && model.karpenter_aws_accelerator === accelerator,
  );
  if (byAccelerator !== undefined) return byAccelerator[0];
  const noted = facts.platforms["eks-karpenter"]?.instances?.[type]?.model;
  return models.find(([, model]) => noted !== undefined && model.karpenter_aws === noted)?.[0];
}

function familyOf(type: string): string {
  return type.slice(0, type.lastIndexOf("."));
}

/** Parts of an L4: Karpenter counts no GPU in them, and there is no whole one. */
function fractional(): readonly Ec2Machine[] {
  return ["g6f", "gr6f"].map((family) => ({
    type: `${family}.4xlarge`,
    family,
    model: "l4",
    resource: "nvidia.com/gpu",
    devices: 0,
    cores: null,
    arch: undefined,
    isGpu: true,
    deviceName: "l4",
    manufacturer: "nvidia",
    memoryMib: null,
    kind: "fractional",
  }));
}

function sketchOf(machine: Ec2Machine): NodeSketch {
  const { model, resource, devices, arch, family, type, cores, kind } = machine;
  return {
    model,
    resource,
    devices,
    kind,
    arch,
    series: family,
    ...(cores !== null && { more: { "aws.amazon.com/neuroncore": cores } }),
    labels: {},
    note: `${devices} in ${type}`,
  };
}

/** None by default; by convention named like the resource. For Gaudi the notes know of no convention. */
function ec2Taints({ resource }: Ec2Machine): readonly (readonly Taint[])[] {
  return resource === "habana.ai/gaudi" ? [[]] : [[], [noSchedule(resource, "true")]];
}
