import type { CatalogDocument } from "../../gpu/catalog/document.ts";
import type { PlatformRow, UnsupportedPlatformRow } from "../../gpu/rows.ts";
import type { Vendor } from "../../gpu/types.ts";
import { wrap } from "../wrap.ts";
import { lines, table } from "./layout.ts";
import { type Narrowing, narrowedPlatforms } from "./narrow.ts";

/** The platforms: whether they have spot capacity to ask for, how many models, whose, and their names in full. */
export function platformList(catalog: CatalogDocument, narrowing: Narrowing): string {
  const platforms = narrowedPlatforms(catalog, narrowing);
  const rows = platforms.map((platform) => [
    platform.name,
    String(modelsOn(catalog, platform, narrowing.vendor)),
    platform.spot === null ? "no" : "yes",
    Object.keys(platform.resources).join(" "),
    platform.title,
  ]);
  return lines([
    ...table([["platform", "models", "spot", "vendors", ""], ...rows]),
    "",
    ...vendorLines(catalog, narrowing.vendor).map(wrap),
    wrap(`Not supported: ${catalog.unsupported.map((row) => row.name).join(", ")}`),
    "Why, and one in full, with its sources: gpuify show platforms NAME",
  ]);
}

/** Why a platform is not in the catalog, and what to take. */
export function unsupportedDetail({ name, title, reason, instead }: UnsupportedPlatformRow): string {
  return lines([
    `${name}: ${title}`,
    "",
    wrap(`Not supported: ${reason}.`),
    wrap(`Where the vendor's device plugin and labels are there, take ${instead}.`),
  ]);
}

function modelsOn({ models }: CatalogDocument, { name }: PlatformRow, vendor: Vendor | null): number {
  return models.filter((model) => name in model.platforms && (vendor === null || model.vendor === vendor))
    .length;
}

/** What a vendor's accelerators are asked for by, which is nearly the same everywhere. */
function vendorLines({ platforms, models }: CatalogDocument, only: Vendor | null): readonly string[] {
  const resources = new Map<string, Set<string>>();
  const add = (vendor: string, resource: string) =>
    resources.set(vendor, (resources.get(vendor) ?? new Set()).add(resource));
  for (const platform of platforms)
    for (const [vendor, resource] of Object.entries(platform.resources)) {
      const byDriver = platform.resourcesByDriver?.[vendor as Vendor]?.value ?? [];
      for (const one of [resource, ...byDriver]) add(vendor, one);
    }
  for (const model of models) add(model.vendor, model.resource);
  const texts = [...resources]
    .filter(([vendor]) => only === null || vendor === only)
    .map(([vendor, names]) => `${vendor} (${[...names].join(", ")})`);
  return [`Resources: ${texts.join(", ")}`];
}
