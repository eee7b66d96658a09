import { vendorFiles } from "../files/files.ts";
import { genericPlatforms, type PlatformIndexRow, platformIndex } from "../tables/platform-index.ts";
import type { Catalog, Vendor } from "../types.ts";
import { didYouMean } from "./did-you-mean.ts";
import { unknownPlatform, VENDORS, vendorNotOnPlatform } from "./problems.ts";

/** The full name of a platform of the directory: `generic` by vendor (NVIDIA when none is given), others as they are. */
export function resolvePlatform(
  name: string,
  vendor?: Vendor,
  directory?: readonly PlatformIndexRow[],
): ReturnType<Catalog["platform"]> {
  if (name === "generic") {
    const generic = genericPlatforms()[vendor ?? "nvidia"];
    return generic === undefined
      ? { ok: false, problem: vendorNotOnPlatform(vendor ?? "nvidia", "generic") }
      : { ok: true, name: generic };
  }
  const row = (directory ?? platformIndex()).find((candidate) => candidate.name === name);
  return row === undefined ? { ok: false, problem: unknownPlatform(name, directory) } : { ok: true, name };
}

/** A vendor name from the user; only vendors whose GPUs can be placed are legal. */
export function checkVendor(name: string): ReturnType<Catalog["vendor"]> {
  const vendor = VENDORS.find((candidate) => candidate === name);
  if (vendor !== undefined) return { ok: true, vendor };
  const product = vendorOfProduct(name.toLowerCase());
  return {
    ok: false,
    problem: {
      code: "unknown-vendor",
      message: `unknown vendor "${name}"`,
      advice: `${product === undefined ? didYouMean(name, VENDORS) : `Did you mean "${product}"? `}The vendors are nvidia, amd, intel, habana (Gaudi), google (TPU), aws (Neuron).`,
    },
  };
}

/** People know products better than their vendors. */
function vendorOfProduct(product: string): Vendor | undefined {
  return vendorFiles().find(({ products = [] }) => products.includes(product))?.vendor;
}
