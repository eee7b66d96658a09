import type { OwnTaint } from "../../gpu/catalog/own-platforms.ts";
import { partedDevices } from "../../gpu/tables/traces.ts";
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

/** A taint with the GPU nodes that have it. */
export interface FoundTaint {
  readonly taint: OwnTaint;
  readonly on: ReadonlySet<GpuNode>;
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

const LOOKS_LIKE_GPU = /\/.*(?:[gnx]pu|cuda|mlu|gcu|dcu|accelerator)/i;

function gpuNode(node: ClusterNode, catalog: Catalog): GpuNode | null {
  let part: GpuNode | null = null;
  for (const [resource, amount] of node.allocatable) {
    const meaning = catalog.resource(resource);
    const count = wholeNumber(amount) ?? 0;
    if (meaning === null || meaning.kind === "companion" || meaning.kind === "slice" || count === 0) continue;
    const { vendor } = meaning;
    if (meaning.kind === "whole" && !offersParts(node, vendor))
      return { node, vendor, resource, gpus: count };
    part ??= { node, vendor, resource, gpus: null };
  }
  return part;
}

/** True where labels say that devices are shared or partitioned, and counted under the name of whole ones. */
function offersParts({ labels }: ClusterNode, vendor: Vendor): boolean {
  return partedDevices().some(
    (row) => row.vendor === vendor && row.keys.some((key) => row.values.test(labels.get(key) ?? "")),
  );
}
