import type { Taint } from "../../src/k8s/scheduling/types.ts";
import { type Facts, modelsWith, type NotedModel, notedPlatform } from "./facts.ts";
import { makeNode, type NodeSketch, noSchedule, type SyntheticNode } from "./node.ts";

/** Clusters whose GPU nodes are labelled by NVIDIA's GPU Feature Discovery, and minikube, where nothing does. */

const RESOURCE = "nvidia.com/gpu";

/** Numbers of devices of one machine where the notes have no machines: up to two baseboards. */
export const PLAUSIBLE_COUNTS: readonly number[] = [1, 2, 4, 8, 16];

/** Nodes of `generic-nvidia` and of every platform whose labels are those. */
export function gfdNodes(facts: Facts, platform: string): readonly SyntheticNode[] {
  const offered = notedPlatform(facts, platform).models_offered;
  const products = modelsWith(facts, (model) => model.gfd_product)
    .filter(({ name }) => offered === undefined || offered.includes(name))
    .flatMap(({ name, model, value }) => value.map((product) => ({ name, model, product })));
  const whole = [
    ...products.flatMap((row) => PLAUSIBLE_COUNTS.map((count) => wholeSketch(row, count))),
    ...PLAUSIBLE_COUNTS.map(unlabelledSketch),
  ];
  const make = (sketch: NodeSketch, taints: readonly Taint[]) =>
    makeNode(platform, {
      ...sketch,
      labels: { ...sketch.labels, ...platformLabels(platform, sketch) },
      taints,
    });
  return [
    ...whole.flatMap((sketch) => taintVariants(platform, sketch).map((taints) => make(sketch, taints))),
    // Without a taint, which keeps off less: only the labels are asked here.
    ...products.flatMap((row) => partSketches(facts, row).filter(hasLabel)).map((sketch) => make(sketch, [])),
  ];
}

/** The only labels there are say nothing of GPUs, and nothing is tainted. */
export function minikubeNodes(facts: Facts): readonly SyntheticNode[] {
  const resource = notedPlatform(facts, "minikube").resource ?? RESOURCE;
  return PLAUSIBLE_COUNTS.map((devices) => {
    const note = `a machine with ${devices}`;
    return makeNode("minikube", { model: null, resource, devices, kind: "unlabelled", labels: {}, note });
  });
}

interface ProductRow {
  readonly name: string;
  readonly model: NotedModel;
  readonly product: string;
}

function wholeSketch({ name, model, product }: ProductRow, devices: number): NodeSketch {
  const labels = discovered(model, product, { count: devices, replicas: "1", sharing: "none" });
  return {
    model: name,
    resource: RESOURCE,
    devices,
    labels,
    arch: model.arch,
    product,
    note: `${devices} × ${product}`,
  };
}

/** The same machine when its GPUs are shared or cut, in each of the ways that the notes describe. */
function partSketches(facts: Facts, { name, model, product }: ProductRow): readonly NodeSketch[] {
  const base = { model: name, resource: RESOURCE, arch: model.arch };
  const count = 8;
  const shared = `${product}-SHARED`;
  const timeSliced = { count, replicas: "4", sharing: "time-slicing" };
  const sketches: NodeSketch[] = [
    {
      ...base,
      kind: "suffixed",
      devices: 4 * count,
      product: shared,
      labels: discovered(model, shared, timeSliced),
      note: "time-slicing under the same resource",
    },
    {
      ...base,
      kind: "renamed",
      devices: 0,
      product,
      labels: discovered(model, product, timeSliced),
      more: { "nvidia.com/gpu.shared": 4 * count },
      note: "time-slicing with renameByDefault",
    },
  ];
  for (const [profile, instances] of Object.entries(profilesOf(facts, model, product))) {
    const cut = `${product}-MIG-${profile.replace("+", ".")}`;
    const strategy = { count, replicas: "1", sharing: "none" };
    sketches.push({
      ...base,
      kind: "suffixed",
      devices: instances * count,
      product: cut,
      labels: { ...discovered(model, cut, strategy), "nvidia.com/mig.strategy": "single" },
      note: `MIG ${profile}, single strategy`,
    });
    const key = `nvidia.com/mig-${profile.replace("+", ".")}`;
    sketches.push({
      ...base,
      kind: "renamed",
      profile,
      devices: 0,
      product,
      labels: {
        ...discovered(model, product, { ...strategy, replicas: "0" }),
        "nvidia.com/mig.strategy": "mixed",
        [`${key}.count`]: `${instances * count}`,
      },
      more: { [key]: instances * count },
      note: `MIG ${profile}, mixed strategy`,
    });
  }
  return sketches;
}

/** The API server takes no longer value: where the suffix makes it one, no label is written. */
function hasLabel({ product }: NodeSketch): boolean {
  return (product ?? "").length <= 63;
}

/** Products with other memory than the model's row are cut otherwise, or nothing is noted of how. */
function profilesOf(facts: Facts, model: NotedModel, product: string): Readonly<Record<string, number>> {
  if (product === "NVIDIA-H20-3e") return {};
  const table = product === "NVIDIA-GH200-144G-HBM3e" ? "gh200-144gb" : model.mig;
  return facts.migProfiles[table ?? ""] ?? {};
}

interface Discovery {
  readonly count: number;
  readonly replicas: string;
  readonly sharing: string;
}

/** What GFD and NFD write on a node. */
function discovered(
  model: NotedModel,
  product: string,
  { count, replicas, sharing }: Discovery,
): Readonly<Record<string, string>> {
  const isRack = product === "NVIDIA-GB200" || product === "NVIDIA-GB300";
  return {
    "nvidia.com/gpu.product": product,
    "nvidia.com/gpu.count": `${count}`,
    "nvidia.com/gpu.memory": `${(model.memory_gib ?? 16) * 1020}`,
    "nvidia.com/gpu.present": "true",
    "nvidia.com/gpu.replicas": replicas,
    "nvidia.com/gpu.sharing-strategy": sharing,
    "nvidia.com/mig.capable": model.mig === undefined ? "false" : "true",
    ...(isRack && { "nvidia.com/gpu.clique": "7b6c3b3e-0b1f-4a54-9d33-3f6a4c3e1a11.32766" }),
    "feature.node.kubernetes.io/pci-10de.present": "true",
  };
}

/** The device plugin alone: it registers the resource and labels nothing. */
function unlabelledSketch(devices: number): NodeSketch {
  const note = `${devices} GPUs behind the device plugin alone`;
  return { model: null, resource: RESOURCE, devices, kind: "unlabelled", labels: {}, note };
}

function platformLabels(platform: string, { devices }: NodeSketch): Readonly<Record<string, string>> {
  if (platform === "nebius")
    return { "topology.nebius.com/gpu-cluster-id": "cluster-1", "topology.nebius.com/tier-1": "a1" };
  if (platform === "openshift") return { "cluster-api/accelerator": `gpu-${devices}` };
  return {};
}

/** Nobody taints by default; by convention the key is the resource, and recipes differ in the value. */
function taintVariants(platform: string, { devices }: NodeSketch): readonly (readonly Taint[])[] {
  const value = platform === "nebius" ? `${devices}` : platform === "generic-nvidia" ? "present" : "true";
  return [[], [noSchedule(RESOURCE, value)]];
}
