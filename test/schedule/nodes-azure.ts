import type { Taint } from "../../src/k8s/scheduling/types.ts";
import { type Facts, type NotedMachine, notedPlatform } from "./facts.ts";
import { NOT_AUTO_PROVISIONED } from "./facts-beyond.ts";
import { makeNode, type NodeSketch, noSchedule, type SyntheticNode } from "./node.ts";
import { mixedMig } from "./nodes-mig.ts";

/** Azure's VM sizes as node pools and as node auto-provisioning label them. */

const SPOT = "kubernetes.azure.com/scalesetpriority";

/** Node pools: spot nodes are always tainted; GPU nodes as their owner likes, mostly with the documentation's taint. */
export function aksNodes(facts: Facts): readonly SyntheticNode[] {
  return sizes(facts).flatMap((size) => [
    ...[false, true].flatMap((spot) =>
      poolTaints(size.resource).map((taints) => {
        const ofSpot = spot ? [noSchedule(SPOT, "spot")] : [];
        return aksNode({ ...sketchOf(size), spot, taints: [...taints, ...ofSpot] }, size);
      }),
    ),
    ...mixedMig(facts, sketchOf(size)).map((cut) => aksNode(cut, size)),
  ]);
}

function aksNode(sketch: NodeSketch, { name, resource }: Size): SyntheticNode {
  const isSpot = sketch.spot === true;
  return makeNode("aks", {
    ...sketch,
    labels: {
      "node.kubernetes.io/instance-type": name,
      "kubernetes.azure.com/agentpool": "gpupool",
      "kubernetes.azure.com/priority": isSpot ? "spot" : "regular",
      ...(isSpot && { [SPOT]: "spot" }),
      ...(resource === "nvidia.com/gpu" && { "kubernetes.azure.com/accelerator": "nvidia" }),
      accelerator: resource === "nvidia.com/gpu" ? "nvidia" : "amd",
    },
  });
}

/** Node auto-provisioning: Karpenter's labels; whether spot nodes keep the pools' taint was not verified. */
export function aksNapNodes(facts: Facts): readonly SyntheticNode[] {
  const capacities = [
    { capacity: "on-demand", taints: [] },
    { capacity: "spot", taints: [] },
    { capacity: "spot", taints: [noSchedule(SPOT, "spot")] },
  ];
  const launched = sizes(facts).filter(({ name }) => !NOT_AUTO_PROVISIONED.includes(name));
  return launched.flatMap((size) =>
    capacities.flatMap(({ capacity, taints: ofSpot }) =>
      poolTaints(size.resource).map((taints) =>
        makeNode("aks-nap", {
          ...sketchOf(size),
          spot: capacity === "spot",
          taints: [...taints, ...ofSpot],
          labels: { ...napLabels(facts, size), "karpenter.sh/capacity-type": capacity },
        }),
      ),
    ),
  );
}

interface Size extends NotedMachine {
  readonly name: string;
  /** In the notes, or `other …`. */
  readonly modelName: string;
  readonly resource: string;
  readonly devices: number;
}

/** Sizes with a number of GPUs; of others the notes say that it was not looked up. */
function sizes(facts: Facts): readonly Size[] {
  const table = notedPlatform(facts, "aks").instances ?? {};
  return Object.entries(table).map(([name, noted]) => ({
    ...noted,
    name,
    modelName:
      noted.model !== undefined && noted.model in facts.models ? noted.model : `other ${noted.model}`,
    resource: noted.resource ?? "nvidia.com/gpu",
    devices: noted.gpus ?? 0,
  }));
}

function sketchOf(size: Size): NodeSketch {
  return {
    model: size.modelName,
    resource: size.resource,
    devices: size.devices,
    kind: size.fractional === true ? "fractional" : "whole",
    arch: size.arch,
    series: size.name.replace(/[0-9]+/, ""),
    labels: {},
    note: `${size.devices} in ${size.name}`,
  };
}

function napLabels(facts: Facts, { name, devices, resource }: Size): Readonly<Record<string, string>> {
  const gpuName = skuGpuName(facts, name);
  return {
    "node.kubernetes.io/instance-type": name,
    "karpenter.azure.com/sku-name": name,
    "karpenter.azure.com/sku-family": "N",
    "karpenter.azure.com/sku-gpu-manufacturer": resource === "nvidia.com/gpu" ? "nvidia" : "amd",
    "karpenter.azure.com/sku-gpu-count": `${devices}`,
    ...(gpuName !== null && { "karpenter.azure.com/sku-gpu-name": gpuName }),
  };
}

/** The name that is cut out of the size, null where there is none; `*` in the notes stands for a number. */
function skuGpuName(facts: Facts, size: string): string | null {
  const table = notedPlatform(facts, "aks-nap").sku_gpu_name_by_size ?? {};
  const nameless = ["absent", "size_not_parsable"];
  const found = Object.entries(table).find(
    ([name, patterns]) =>
      !nameless.includes(name) &&
      patterns.some((pattern) => new RegExp(`^${pattern.replace("*", "[0-9]+")}$`).test(size)),
  );
  return found?.[0] ?? null;
}

/** No default; `sku=gpu` throughout the documentation; the resource's name in its best practices and elsewhere. */
function poolTaints(resource: string): readonly (readonly Taint[])[] {
  return [[], [noSchedule("sku", "gpu")], [noSchedule(resource, "true")]];
}
