import { GENERIC, PLATFORM_INDEX, type PlatformIndexRow } from "../data/platform-index.ts";
import type { Catalog, Vendor } from "../types.ts";
import { didYouMean } from "./did-you-mean.ts";
import { unknownPlatform, VENDORS, vendorNotOnPlatform } from "./problems.ts";

/** The full name of a platform of the directory: `generic` by vendor (NVIDIA when none is given), others as they are. */
export function resolvePlatform(
  name: string,
  vendor?: Vendor,
  directory: readonly PlatformIndexRow[] = PLATFORM_INDEX,
): ReturnType<Catalog["platform"]> {
  if (name === "generic") {
    const generic = GENERIC[vendor ?? "nvidia"];
    return generic === undefined
      ? { ok: false, problem: vendorNotOnPlatform(vendor ?? "nvidia", "generic") }
      : { ok: true, name: generic };
  }
  const row = directory.find((candidate) => candidate.name === name);
  return row === undefined ? { ok: false, problem: unknownPlatform(name, directory) } : { ok: true, name };
}

/** Names of products, which people know better than their vendors. */
const PRODUCTS: ReadonlyMap<string, Vendor> = new Map([
  ["gaudi", "habana"],
  ["tpu", "google"],
  ["neuron", "aws"],
  ["inferentia", "aws"],
  ["trainium", "aws"],
]);

/** A vendor name from the user; only vendors whose GPUs can be placed are legal. */
export function checkVendor(name: string): ReturnType<Catalog["vendor"]> {
  const vendor = VENDORS.find((candidate) => candidate === name);
  if (vendor !== undefined) return { ok: true, vendor };
  const product = PRODUCTS.get(name.toLowerCase());
  return {
    ok: false,
    problem: {
      code: "unknown-vendor",
      message: `unknown vendor "${name}"`,
      advice: `${product === undefined ? didYouMean(name, VENDORS) : `Did you mean "${product}"? `}The vendors are nvidia, amd, intel, habana (Gaudi), google (TPU), aws (Neuron).`,
    },
  };
}
