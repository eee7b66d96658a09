import { parseQuantity, type Quantity } from "../../src/k8s/quantity.ts";
import type { SchedulingNode, Taint } from "../../src/k8s/scheduling/types.ts";

/** How the devices of a node are handed out. */
export type NodeKind =
  /** No accelerator. */
  | "cpu"
  /** Whole devices under the platform's own resource and labels: what a GPU pod is meant for. */
  | "whole"
  /** Whole devices, but nothing labels the node (no discovery component runs). */
  | "unlabelled"
  /** Whole devices of two kinds in one machine, so that the label of the model is missing (AMD). */
  | "mixed"
  /** A machine type with a part of a device. */
  | "fractional"
  /** Replicas or MIG slices under the resource of whole devices; the product label has a suffix. */
  | "suffixed"
  /** Replicas, slices or partitions under another resource name: no whole device is to be had. */
  | "renamed"
  /** Slices or replicas under the resource of whole devices, told by further labels only (GKE). */
  | "sliced";

/** A node that the notes say can exist. */
export interface SyntheticNode {
  readonly node: SchedulingNode;
  readonly kind: NodeKind;
  /** Name of the model in the notes; null on CPU nodes and where nothing tells it. */
  readonly model: string | null;
  /** Who makes the device, by the resource; null on CPU nodes. */
  readonly vendor: string | null;
  /** Resource of the devices; null on CPU nodes. */
  readonly resource: string | null;
  /** Devices that the node has to give under that resource. */
  readonly devices: number;
  readonly spot: boolean;
  readonly arch: "amd64" | "arm64";
  /** What the node says its GPU is: one string is one kind of GPU. Null where only the machine type tells. */
  readonly product: string | null;
  /** The MIG profile that its GPUs are cut into, where a pod can ask for it; null for whole ones. */
  readonly profile: string | null;
  /** Machines of one series are alike but for their size; null where the notes know no machine types. */
  readonly series: string | null;
  /** What tells this node from its neighbours. */
  readonly note: string;
}

/** What a family of platforms knows of a node; the rest is filled in. */
export interface NodeSketch {
  readonly model: string | null;
  readonly resource: string | null;
  readonly devices: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly kind?: NodeKind;
  readonly spot?: boolean;
  readonly arch?: string | undefined;
  readonly taints?: readonly Taint[];
  readonly product?: string | null;
  readonly series?: string | null;
  readonly profile?: string;
  /** Further resources, such as Neuron cores beside devices. */
  readonly more?: Readonly<Record<string, number>>;
  readonly note: string;
}

const VENDORS: Readonly<Record<string, string>> = {
  "nvidia.com": "nvidia",
  "amd.com": "amd",
  "gpu.intel.com": "intel",
  "habana.ai": "habana",
  "google.com": "google",
  "aws.amazon.com": "aws",
};

/** Who makes the devices of a resource. */
export function vendorOf(resource: string): string {
  const vendor = VENDORS[resource.slice(0, resource.indexOf("/"))];
  if (vendor === undefined) throw new Error(`no vendor for ${resource}`);
  return vendor;
}

/** A node from a sketch, with the labels and resources that every node has. */
export function makeNode(platform: string, sketch: NodeSketch): SyntheticNode {
  const { model, resource, devices, spot = false, taints = [] } = sketch;
  const arch = sketch.arch === "arm64" ? "arm64" : "amd64";
  const common = { "kubernetes.io/arch": arch, "kubernetes.io/os": "linux" };
  const labels = new Map(Object.entries({ ...common, ...sketch.labels }));
  const extended = { ...(resource !== null && { [resource]: devices }), ...sketch.more };
  const note = [model ?? "no model", sketch.note, spot ? "spot" : "on demand", ...taints.map(taintText)];
  return {
    node: {
      name: `${platform}: ${note.join(", ")}`,
      labels,
      taints,
      unschedulable: false,
      allocatable: allocatable(extended),
    },
    kind: sketch.kind ?? (resource === null ? "cpu" : "whole"),
    model,
    vendor: resource === null ? null : vendorOf(resource),
    resource,
    devices,
    spot,
    arch,
    product: sketch.product ?? null,
    series: sketch.series ?? null,
    profile: sketch.profile ?? null,
    note: note.join(", "),
  };
}

/** Plenty of everything else, so that only the accelerator decides. */
function allocatable(extended: Readonly<Record<string, number>>): ReadonlyMap<string, Quantity> {
  const plain = {
    cpu: "192",
    memory: "2Ti",
    "ephemeral-storage": "4Ti",
    pods: "110",
    "hugepages-2Mi": "16Gi",
  };
  const entries = [...Object.entries(plain), ...Object.entries(extended).map(([key, n]) => [key, `${n}`])];
  return new Map(entries.map(([key = "", text = ""]) => [key, quantity(text)]));
}

function quantity(text: string): Quantity {
  const parsed = parseQuantity(text);
  if (parsed === null) throw new Error(`${text} is no quantity`);
  return parsed;
}

/** A `NoSchedule` taint. */
export function noSchedule(key: string, value: string): Taint {
  return { key, value, effect: "NoSchedule" };
}

function taintText({ key, value, effect }: Taint): string {
  return `${key}=${value}:${effect}`;
}
