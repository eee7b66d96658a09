import { TABLES } from "../../gpu/catalog/tables.ts";
import type { PlatformRow } from "../../gpu/rows.ts";
import { genericPlatforms } from "../../gpu/tables/platform-index.ts";
import type { Catalog, Vendor } from "../../gpu/types.ts";
import { isLabelValue } from "../../k8s/scheduling/label-syntax.ts";
import type { FoundTaint, GpuNode, NodeKinds } from "./gpu-nodes.ts";
import { modelNameOf } from "./node-models.ts";
import { findTaints } from "./node-taints.ts";
import { type ModelProposal, type ModelProposals, proposeModels } from "./propose-models.ts";
import { proposeSpot, type SpotProposal } from "./spot-marks.ts";

/** A platform of one's own: what no platform of the catalog says about the nodes. */
interface PlatformProposal {
  readonly name: string;
  /** The platform of the catalog whose facts hold besides. */
  readonly base: string;
  readonly resources: Readonly<Partial<Record<Vendor, string>>> | null;
  readonly models: readonly ModelProposal[];
  readonly gpuLabel: readonly [key: string, value: string] | null;
  readonly taints: readonly FoundTaint[];
  readonly spot: SpotProposal | null;
}

/** The proposal, where there is something to propose, and what is left to a person. */
export interface PlatformProposals {
  readonly own: PlatformProposal | null;
  readonly kept: readonly KeptTaint[];
  /** GPU nodes that no label tells the model of. */
  readonly untold: number;
}

/** A taint of some of the GPU nodes, which nothing tolerates: one platform has one answer for all its GPU nodes. */
export interface KeptTaint extends FoundTaint {
  /** The model that all these nodes have and no other GPU node; null for none. */
  readonly model: string | null;
}

interface Parts {
  readonly tolerated: readonly FoundTaint[];
  readonly kept: readonly KeptTaint[];
  readonly models: ModelProposals;
  readonly spot: SpotProposal | null;
  readonly resources: PlatformProposal["resources"];
}

/** Compares the GPU nodes with a platform of the catalog (`generic` for none). */
export function proposePlatform(
  { gpu, cpu }: NodeKinds,
  platform: string,
  catalog: Catalog,
): PlatformProposals {
  const main = mainVendor(gpu);
  const asItIs = partsOf(gpu, (vendor) => baseName(platform, vendor), main, catalog);
  const left = { kept: asItIs.kept, untold: asItIs.models.untold };
  if (main === null || !isNeeded(asItIs)) return { own: null, ...left };
  // One platform has one base, whatever the vendors.
  const base = baseName(platform, main);
  const { tolerated, kept, models, spot, resources } = partsOf(gpu, () => base, main, catalog);
  const row = rowNamed(base);
  const hasLabel = row?.vendorLabel[main] !== undefined;
  const own: PlatformProposal = {
    name: base.startsWith("generic") ? "our-cluster" : `our-${base}`,
    base,
    resources,
    models: models.models,
    gpuLabel: hasLabel ? null : commonLabel({ gpu, cpu }, models.models, catalog),
    taints: tolerated,
    spot,
  };
  return { own, kept, untold: models.untold };
}

/** The name of a platform in the catalog: `generic` by vendor. */
export function baseName(platform: string, vendor: Vendor): string {
  return platform === "generic" ? (genericPlatforms()[vendor] ?? "generic-nvidia") : platform;
}

function rowNamed(name: string): PlatformRow | null {
  return TABLES.platform(name) ?? null;
}

function mainVendor(gpu: readonly GpuNode[]): Vendor | null {
  const counts = new Map<Vendor, number>();
  for (const { vendor } of gpu) counts.set(vendor, (counts.get(vendor) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
}

function isNeeded({ tolerated, models, spot, resources }: Parts): boolean {
  return tolerated.length > 0 || models.models.length > 0 || spot !== null || resources !== null;
}

function partsOf(
  gpu: readonly GpuNode[],
  baseOf: (vendor: Vendor) => string,
  main: Vendor | null,
  catalog: Catalog,
): Parts {
  const taints = findTaints(gpu, (vendor) => rowNamed(baseOf(vendor)), catalog);
  const row = main === null ? null : rowNamed(baseOf(main));
  const spot = proposeSpot(gpu, taints.spot, row ?? { spot: null });
  return {
    tolerated: taints.tolerated,
    kept: [...taints.kept, ...spot.kept].map((one) => ({
      ...one,
      model: modelOfThese(one, gpu, ({ vendor }) => baseOf(vendor), catalog),
    })),
    models: proposeModels(gpu, ({ vendor }) => baseOf(vendor), catalog),
    spot: row === null ? null : spot.proposal,
    resources: otherResources(gpu, baseOf),
  };
}

function modelOfThese(
  { on }: FoundTaint,
  gpu: readonly GpuNode[],
  baseOf: (gpu: GpuNode) => string,
  catalog: Catalog,
): string | null {
  const nameOf = (one: GpuNode): string | null => modelNameOf(one, baseOf(one), catalog);
  const [first] = on;
  const name = first === undefined ? null : nameOf(first);
  return gpu.every((one) => (nameOf(one) === name) === on.has(one)) ? name : null;
}

/** By which resources whole devices are asked for, where that differs from what the platform says. */
function otherResources(gpu: readonly GpuNode[], baseOf: (vendor: Vendor) => string): Parts["resources"] {
  const found = new Map<Vendor, string>();
  for (const { vendor, resource, gpus } of gpu)
    if (gpus !== null && !found.has(vendor) && vendor !== "other") found.set(vendor, resource);
  const differs = [...found].some(
    ([vendor, resource]) => rowNamed(baseOf(vendor))?.resources[vendor] !== resource,
  );
  return differs ? Object.fromEntries(found) : null;
}

const ABOUT_GPUS = /gpu|accel|nvidia|cuda|graphics/i;

/**
 * The label that all GPU nodes have and no other: one that is called so, else of a vendor's component. A label that
 * tells the model is none: the next model would have another value.
 */
function commonLabel(
  { gpu, cpu }: Pick<NodeKinds, "gpu" | "cpu">,
  models: readonly ModelProposal[],
  catalog: Catalog,
): PlatformProposal["gpuLabel"] {
  const [first, ...rest] = gpu;
  const ofModels = new Set(models.flatMap(({ model }) => Object.keys(model.labels)));
  const common = [...(first?.node.labels ?? [])].filter(([key, value]) => {
    const meaning = catalog.label(key);
    return (
      isLabelValue(value) &&
      !ofModels.has(key) &&
      (meaning === null ? ABOUT_GPUS.test(key) : meaning.kind === "presence") &&
      rest.every(({ node }) => node.labels.get(key) === value) &&
      cpu.every((node) => node.labels.get(key) !== value)
    );
  });
  const own = common.filter(([key]) => catalog.label(key) === null);
  return [...own, ...common][0] ?? null;
}
