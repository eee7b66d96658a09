import { genericPlatforms, platformIndex } from "../../gpu/tables/platform-index.ts";
import type { Vendor } from "../../gpu/types.ts";
import type { Workload } from "../../k8s/workload.ts";
import { acceleratorsOf, askedVendors } from "../../workload/accelerators.ts";
import type { Knowledge } from "../../workload/knowledge.ts";
import type { GpuNode, NodeKinds } from "./gpu-nodes.ts";
import type { PlatformGuesses } from "./guess-platform.ts";
import type { PlatformProposals } from "./propose-platform.ts";

/** The vendor whose accelerators all GPU nodes have, or without any node all workloads that ask for one; else null. */
export function onlyVendor(
  kinds: NodeKinds | null,
  workloads: readonly Workload[],
  knowledge: Knowledge,
): Vendor | null {
  const ofNodes = kinds === null ? [] : kinds.gpu.map(({ vendor }) => vendor);
  return only(ofNodes.length > 0 ? ofNodes : vendorsAsked(workloads, knowledge));
}

function only(vendors: readonly Vendor[]): Vendor | null {
  const [vendor, ...others] = new Set(vendors);
  return vendor === undefined || others.length > 0 || vendor === "other" ? null : vendor;
}

function vendorsAsked(workloads: readonly Workload[], knowledge: Knowledge): readonly Vendor[] {
  return workloads.flatMap(({ podSets }) =>
    podSets.flatMap((podSet) => askedVendors(acceleratorsOf(podSet, knowledge))),
  );
}

/** `generic` means NVIDIA to whoever says no vendor, so where there is one vendor only it is that vendor's platform. */
export function genericOfVendor(guesses: PlatformGuesses, vendor: Vendor | null): PlatformGuesses {
  const { best } = guesses;
  const own = vendor === null || vendor === "nvidia" ? undefined : genericPlatforms()[vendor];
  if (own === undefined || best?.platform !== "generic") return guesses;
  return { ...guesses, best: { ...best, platform: own } };
}

/** The one vendor of all GPU nodes, where the platform means another one unless told; null where there is nothing to tell. */
export function vendorToName(
  gpus: readonly GpuNode[],
  platform: string,
  { own }: Pick<PlatformProposals, "own">,
): Vendor | null {
  const vendor = only(gpus.map((gpu) => gpu.vendor));
  // A platform of one's own with resources means the vendor of the first of them.
  if (vendor === null || (own !== null && own.resources !== null)) return null;
  const base = own?.base ?? platform;
  const row = platformIndex().find(({ name }) => name === base);
  return row === undefined || row.vendors[0] === vendor || !row.vendors.includes(vendor) ? null : vendor;
}
