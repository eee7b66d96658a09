import type { Catalog, Vendor } from "../../gpu/types.ts";
import { wholeNumber } from "../../k8s/quantity.ts";
import type { ClusterNode } from "./read-nodes.ts";

/** A node with accelerators. */
export interface GpuNode {
  readonly node: ClusterNode;
  readonly vendor: Vendor;
  /** The resource that counts whole devices, or the first of their parts. */
  readonly resource: string;
  /** Whole devices; null where only parts of devices are offered, or devices that are shared. */
  readonly gpus: number | null;
}

/** Nodes by whether they have accelerators, and resources that look like some and are not known. */
export interface NodeKinds {
  readonly gpu: readonly GpuNode[];
  readonly cpu: readonly ClusterNode[];
  readonly unknownResources: readonly string[];
}

/** Sorts nodes by their allocatable accelerators. Nodes whose device plugin is not up yet count as CPU nodes. */
export function sortNodes(nodes: readonly ClusterNode[], catalog: Catalog): NodeKinds {
  const gpu = nodes.flatMap((node) => gpuNode(node, catalog) ?? []);
  const has = new Set(gpu.map(({ node }) => node));
  const unknown = nodes.flatMap((node) =>
    [...node.allocatable.keys()].filter(
      (name) => catalog.resource(name) === null && LOOKS_LIKE_GPU.test(name),
    ),
  );
  return {
    gpu,
    cpu: nodes.filter((node) => !has.has(node)),
    unknownResources: [...new Set(unknown)].sort(),
  };
}

/**
 * What GPU Feature Discovery puts behind the product where the resource counts parts of it under the name of whole
 * ones: MIG devices of one size, or shares (NVIDIA/k8s-device-plugin docs/gpu-feature-discovery).
 */
const PARTS = /-(?:MIG-.+|SHARED)$/;

const LOOKS_LIKE_GPU = /\/.*(?:[gnx]pu|cuda|mlu|gcu|dcu|accelerator)/i;

function gpuNode(node: ClusterNode, catalog: Catalog): GpuNode | null {
  let part: GpuNode | null = null;
  for (const [resource, amount] of node.allocatable) {
    const meaning = catalog.resource(resource);
    const count = wholeNumber(amount) ?? 0;
    if (meaning === null || meaning.kind === "companion" || meaning.kind === "slice" || count === 0) continue;
    const { vendor } = meaning;
    const isWhole = meaning.kind === "whole" && !PARTS.test(node.labels.get("nvidia.com/gpu.product") ?? "");
    if (isWhole) return { node, vendor, resource, gpus: count };
    part ??= { node, vendor, resource, gpus: null };
  }
  return part;
}
