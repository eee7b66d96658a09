import { lazy } from "../../kernel/lazy.ts";
import { migFile, platformFiles, vendorFiles } from "../files/files.ts";
import { provenanceOf } from "../files/sourced.ts";
import type { ModelFacts, VendorFile } from "../files/vendor-file.ts";
import { placementsOn } from "../placements/placements.ts";
import type { MigRow, ModelPlacement, ModelRow } from "../rows.ts";

/** Every model of the catalog with the way each platform selects it. */
export const modelRows: () => readonly ModelRow[] = lazy(() => {
  const platforms = new Map<string, Record<string, ModelPlacement>>();
  for (const file of platformFiles())
    for (const [model, placement] of placementsOn(file)) {
      const found = platforms.get(model) ?? {};
      found[file.name] = placement;
      platforms.set(model, found);
    }
  return vendorFiles().flatMap((file) =>
    Object.entries(file.models?.rows ?? {}).flatMap(
      ([name, facts]) => rowOf(name, facts, file, platforms.get(name) ?? {}) ?? [],
    ),
  );
});

function rowOf(
  name: string,
  facts: ModelFacts,
  { vendor, resource, models }: VendorFile,
  platforms: ModelRow["platforms"],
): ModelRow | null {
  const asked = models?.resource ?? resource;
  if (models === undefined || asked === undefined) return null;
  const { memoryGib, memoryIsSourced = models.memoryIsSourced, arch = null, mig } = facts;
  return {
    name,
    vendor,
    resource: asked,
    memoryGib,
    memoryIsSourced: memoryGib !== null && memoryIsSourced !== false,
    arch,
    platforms,
    mig: mig === undefined ? null : mig.map(migRow),
    ...provenanceOf(models),
  };
}

function migRow(entry: NonNullable<ModelFacts["mig"]>[number]): MigRow {
  const file = migFile();
  const { table, products } = typeof entry === "string" ? { table: entry, products: undefined } : entry;
  return {
    instances: file.profiles[table] ?? {},
    ...(products !== undefined && { products }),
    ...provenanceOf(file),
  };
}
