import { type Facts, modelsWith, type NotedModel } from "./facts.ts";
import { makeNode, type NodeSketch, noSchedule, type SyntheticNode } from "./node.ts";
import { PLAUSIBLE_COUNTS } from "./nodes-gfd.ts";

/** Clusters that are known only by AMD's or Intel's own components. */

const AMD = "amd.com/gpu";

/** A node for each PCI id that the labeller writes, virtual functions included. */
export function amdNodes(facts: Facts): readonly SyntheticNode[] {
  const rows = modelsWith(facts, (model) => model.device_ids).flatMap(({ name, model, value }) =>
    [...value, ...(model.vf_device_ids ?? [])].map((id) => ({ name, model, id })),
  );
  const sketches = rows.flatMap(({ name, model, id }) => [
    ...productNames(model).flatMap((productName) =>
      PLAUSIBLE_COUNTS.map((devices) => amdSketch({ name, model, id, productName, devices })),
    ),
    amdMixed(name, id),
    amdPartitioned(name, model, id),
  ]);
  const unlabelled = PLAUSIBLE_COUNTS.map((devices): NodeSketch => {
    const note = `${devices} GPUs behind the device plugin alone`;
    return { model: null, resource: AMD, devices, kind: "unlabelled", labels: {}, note };
  });
  return [...sketches, ...unlabelled].flatMap((sketch) => [
    makeNode("generic-amd", sketch),
    makeNode("generic-amd", { ...sketch, taints: [noSchedule(AMD, "present")] }),
  ]);
}

/** The name that the driver gives differs with where it is read, and may be missing. */
function productNames(model: NotedModel): readonly (string | null)[] {
  return [...(model.product_names ?? []), null];
}

interface AmdRow {
  readonly name: string;
  readonly model: NotedModel;
  readonly id: string;
  readonly productName: string | null;
  readonly devices: number;
}

function amdSketch({ name, model, id, productName, devices }: AmdRow): NodeSketch {
  const isVirtual = model.vf_device_ids?.includes(id) === true;
  return {
    model: name,
    resource: AMD,
    devices,
    product: id,
    labels: {
      "amd.com/gpu.device-id": id,
      "beta.amd.com/gpu.device-id": id,
      [`beta.amd.com/gpu.device-id.${id}`]: `${devices}`,
      ...(productName !== null && { "amd.com/gpu.product-name": productName }),
      ...(model.vram_label !== undefined && { "amd.com/gpu.vram": model.vram_label }),
      [`feature.node.kubernetes.io/${isVirtual ? "amd-vgpu" : "amd-gpu"}`]: "true",
    },
    note: `${devices} × ${id} ${productName ?? "without a product name"}`,
  };
}

/** Another GPU beside it, an integrated one at least: the plain key vanishes. */
function amdMixed(name: string, id: string): NodeSketch {
  const labels = {
    [`amd.com/gpu.device-id.${id}`]: "8",
    "amd.com/gpu.device-id.164e": "1",
    "feature.node.kubernetes.io/amd-gpu": "true",
  };
  return {
    model: name,
    resource: AMD,
    devices: 8,
    kind: "mixed",
    product: id,
    labels,
    note: `${id} beside an iGPU`,
  };
}

function amdPartitioned(name: string, model: NotedModel, id: string): NodeSketch {
  const whole = amdSketch({ name, model, id, productName: null, devices: 8 });
  const labels = { ...whole.labels, "amd.com/gpu.compute-memory-partition": "cpx_nps4" };
  const more = { "amd.com/cpx_nps4": 64 };
  return { ...whole, kind: "renamed", devices: 0, labels, more, note: `${id} cut into cpx_nps4` };
}

/** Nodes with Intel GPUs by kernel driver, and with Gaudis, which no label tells apart. */
export function intelNodes(facts: Facts): readonly SyntheticNode[] {
  const gpus = modelsWith(facts, (model) => model.label).flatMap(({ name, model, value }) =>
    PLAUSIBLE_COUNTS.flatMap((devices) => (isGaudi(model) ? [] : intelSketches(name, model, value, devices))),
  );
  const unlabelled = ["gpu.intel.com/i915", "gpu.intel.com/xe"].flatMap((resource) =>
    PLAUSIBLE_COUNTS.map((devices): NodeSketch => {
      const note = `${devices} GPUs behind the device plugin alone`;
      return { model: null, resource, devices, kind: "unlabelled", labels: {}, note };
    }),
  );
  return [
    ...[...gpus, ...unlabelled].map((sketch) => makeNode("generic-intel", sketch)),
    ...gaudiNodes(facts),
  ];
}

function gaudiNodes(facts: Facts): readonly SyntheticNode[] {
  const named = modelsWith(facts, (model) => (isGaudi(model) ? model.label : undefined));
  return named.flatMap(({ name, model, value }) =>
    PLAUSIBLE_COUNTS.map((devices) => {
      const resource = model.resource ?? "";
      return makeNode("generic-intel", {
        model: name,
        product: "Gaudi",
        resource,
        devices,
        labels: value,
        note: `${devices} Gaudis`,
      });
    }),
  );
}

function isGaudi(model: NotedModel): boolean {
  return model.resource === "habana.ai/gaudi";
}

function intelSketches(
  name: string,
  model: NotedModel,
  label: Readonly<Record<string, string>>,
  devices: number,
): readonly NodeSketch[] {
  const labels = {
    "intel.feature.node.kubernetes.io/gpu": "true",
    "gpu.intel.com/device.count": `${devices}`,
    ...label,
  };
  const product = Object.values(label)[0] ?? null;
  const base = { model: name, devices, labels, product, note: `${devices} × ${product}` };
  const { resource = "", resource_alternative: other } = model;
  const whole: NodeSketch = { ...base, resource };
  if (other === undefined) return [whole];
  return [whole, { ...base, resource: other, note: `${base.note} behind ${other}` }];
}
