import type { CatalogDocument } from "../../gpu/catalog/document.ts";
import type { ModelRow, OmittedRow, PlatformRow } from "../../gpu/rows.ts";
import type { Vendor } from "../../gpu/types.ts";

/** What a list is narrowed to; null for everything. */
export interface Narrowing {
  readonly vendor: Vendor | null;
  /** Names of platforms; `generic` means several. */
  readonly platforms: readonly string[] | null;
}

/** The models that are asked for, each with the platforms that are asked for and no other. */
export function narrowedModels(
  { models }: CatalogDocument,
  { vendor, platforms }: Narrowing,
): readonly ModelRow[] {
  return models
    .filter((model) => vendor === null || model.vendor === vendor)
    .filter((model) => platforms === null || platforms.some((name) => name in model.platforms))
    .map((model) => onlyOn(model, platforms));
}

/** A model with these of its platforms. */
export function onlyOn(model: ModelRow, platforms: readonly string[] | null): ModelRow {
  if (platforms === null) return model;
  const kept = Object.entries(model.platforms).filter(([name]) => platforms.includes(name));
  return { ...model, platforms: Object.fromEntries(kept) };
}

/** The platforms that have accelerators of the vendor. */
export function narrowedPlatforms(
  { platforms }: CatalogDocument,
  { vendor }: Narrowing,
): readonly PlatformRow[] {
  return platforms.filter((platform) => vendor === null || platform.resources[vendor] !== undefined);
}

/** Why a model is not generated on platforms that have others of its vendor, in the order of the platforms. */
export function omittedFor(
  model: ModelRow,
  catalog: CatalogDocument,
  platforms: readonly string[] | null,
): readonly OmittedRow[] {
  return catalog.platforms
    .filter(({ name }) => platforms === null || platforms.includes(name))
    .flatMap((platform) => omittedOn(model, platform, catalog) ?? []);
}

/** Why a model is not generated on a platform; undefined where it is, and where there is nothing to say. */
function omittedOn(
  model: ModelRow,
  platform: PlatformRow,
  { omitted }: CatalogDocument,
): OmittedRow | undefined {
  if (platform.name in model.platforms) return undefined;
  const rows = omitted.filter((row) => row.platform === platform.name);
  const isThere = platform.resources[model.vendor] !== undefined;
  return (
    rows.find((row) => row.model === model.name) ??
    (isThere ? rows.find((row) => row.model === "*") : undefined)
  );
}
