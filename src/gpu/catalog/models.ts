import { MIG_PROFILES, NOT_MIG_CAPABLE } from "../data/mig.ts";
import type {
  AmdFacts,
  BareModel,
  CommonFacts,
  IntelFacts,
  NvidiaFacts,
  OtherFacts,
} from "../data/model-facts.ts";
import { NVIDIA } from "../data/models-nvidia.ts";
import { AMD, INTEL, OTHERS } from "../data/models-other.ts";
import { noted } from "../data/provenance.ts";
import { PLACERS } from "../placers/placers.ts";
import type { MigRow, ModelPlacement, ModelRow } from "../rows.ts";
import type { Provenance, Vendor } from "../types.ts";

const NOTHING = { gfd: [], amd: null, intelLabel: null, hasGaudiLabel: false } as const;

const OTHER_RESOURCE: Readonly<Record<OtherFacts["vendor"], string>> = {
  habana: "habana.ai/gaudi",
  google: "google.com/tpu",
  aws: "aws.amazon.com/neuron",
};

const OTHER_SOURCE: Readonly<Record<OtherFacts["vendor"], Provenance>> = {
  habana: noted("source-code", "gaudi-resource", "intel-nfd"),
  google: noted("source-code", "gke-tpu", "xpk"),
  aws: noted("source-code", "karpenter-aws-types", "karpenter-aws-labels"),
};

/** Every model of the catalog with the way each platform selects it. */
export function modelRows(): readonly ModelRow[] {
  return [
    ...NVIDIA.map(nvidiaModel),
    ...AMD.map(amdModel),
    ...INTEL.map(intelModel),
    ...OTHERS.map(otherModel),
  ];
}

function nvidiaModel(facts: NvidiaFacts): ModelRow {
  return {
    ...common(facts, "nvidia", "nvidia.com/gpu"),
    arch: facts.arch ?? null,
    platforms: placements({ ...NOTHING, name: facts.name, vendor: "nvidia", gfd: facts.gfd }),
    mig: migRows(facts),
    ...noted("source-code", "nv-open-kmod", "gfd"),
  };
}

function amdModel(facts: AmdFacts): ModelRow {
  return {
    ...common(facts, "amd", "amd.com/gpu"),
    platforms: placements({ ...NOTHING, name: facts.name, vendor: "amd", amd: facts }),
    ...noted("source-code", "amd-labeller", "amd-operator"),
  };
}

function intelModel(facts: IntelFacts): ModelRow {
  return {
    ...common(facts, "intel", "gpu.intel.com/i915"),
    platforms: placements({ ...NOTHING, name: facts.name, vendor: "intel", intelLabel: facts.label }),
    ...noted("source-code", "intel-nfd", "intel-dp"),
  };
}

function otherModel(facts: OtherFacts): ModelRow {
  const { name, vendor } = facts;
  const hasGaudiLabel = facts.hasPresenceLabel === true;
  return {
    ...common({ ...facts, memoryIsSourced: false }, vendor, OTHER_RESOURCE[vendor]),
    platforms: placements({ ...NOTHING, name, vendor, hasGaudiLabel }),
    ...OTHER_SOURCE[vendor],
  };
}

function common({ name, memoryGib, memoryIsSourced }: CommonFacts, vendor: Vendor, resource: string) {
  const isSourced = memoryGib !== null && memoryIsSourced !== false;
  return { name, vendor, resource, memoryGib, memoryIsSourced: isSourced, arch: null, mig: null };
}

/** What every platform that has the model says of it. */
function placements(model: BareModel): Readonly<Record<string, ModelPlacement>> {
  const found: Record<string, ModelPlacement> = {};
  for (const [platform, place] of Object.entries(PLACERS)) {
    const placement = place(model);
    if (placement !== null) found[platform] = placement;
  }
  return found;
}

function migRows({ name, mig }: NvidiaFacts): readonly MigRow[] | null {
  if (mig === undefined) return NOT_MIG_CAPABLE.includes(name) ? [] : null;
  return mig.map(({ table, products }) => ({
    instances: MIG_PROFILES[table],
    ...(products !== undefined && { products }),
    ...noted("source-code", "mig-parted", "eks-mig"),
  }));
}
