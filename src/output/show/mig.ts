import type { CatalogDocument } from "../../gpu/catalog/document.ts";
import { migResource } from "../../gpu/catalog/mig.ts";
import type { MigRow, ModelRow, PlatformRow } from "../../gpu/rows.ts";
import { proof } from "./citations.ts";
import { section, table } from "./layout.ts";

/** How MIG cuts a model, and how its platforms offer the parts; nothing for vendors that have no MIG. */
export function migSections(model: ModelRow, catalog: CatalogDocument): readonly string[] {
  if (model.vendor !== "nvidia") return [];
  if (model.mig === null) return section("MIG", ["not known: no source was found for this model"]);
  if (model.mig.length === 0) return section("MIG", ["none: it cannot be cut"]);
  return [...model.mig.flatMap(profileSection), ...section("MIG by platform", offers(model, catalog))];
}

function profileSection(row: MigRow): readonly string[] {
  const products = row.products === undefined ? [] : [`of ${row.products.join(", ")}`];
  const rows = Object.entries(row.instances).map(([profile, instances]) => [
    profile,
    String(instances),
    migResource(profile),
  ]);
  return [...section("MIG profiles, instances per GPU", [...products, proof(row)]), ...table(rows, "  ")];
}

/** Platforms that offer the parts in the same way stand together. */
function offers(model: ModelRow, { platforms }: CatalogDocument): readonly string[] {
  const names = new Map<string, string[]>();
  for (const platform of platforms.filter(({ name }) => name in model.platforms)) {
    const offer = migOffer(platform, model);
    names.set(offer, [...(names.get(offer) ?? []), platform.name]);
  }
  return [...names].map(([offer, having]) => `${having.join(", ")}: ${offer}`);
}

/** How a platform offers parts of GPUs, with the profiles of a model where it offers only some. */
export function migOffer({ name, mig }: PlatformRow, model: ModelRow | null): string {
  if (mig === null) return "not known";
  switch (mig.offer) {
    case "resource":
      return `a resource for each profile, where the device plugin runs with the mixed strategy ${proof(mig)}`;
    case "label": {
      const labels = model?.platforms[name]?.labels ?? [];
      const profiles = labels.flatMap((label) => Object.values(label.partitions ?? {}).flatMap(Object.keys));
      const some =
        model === null ? "" : ` ${profiles.length === 0 ? "(none)" : [...new Set(profiles)].join(", ")}`;
      return `nvidia.com/gpu and the label ${mig.key}${some} ${proof(mig)}`;
    }
    case "none":
      return `none: ${mig.reason} ${proof(mig)}`;
    default:
      return mig satisfies never;
  }
}
