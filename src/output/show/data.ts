import type { CatalogDocument } from "../../gpu/catalog/document.ts";
import type { ModelRow, PlatformRow } from "../../gpu/rows.ts";
import { jsonText } from "../json-text.ts";
import { citedSources } from "./citations.ts";
import { type Narrowing, narrowedModels, narrowedPlatforms, omittedFor, onlyOn } from "./narrow.ts";

/** The same as plain data: rows of the catalog, with the sources that they name below. */

/** Plain data as JSON. */
export function asJson(value: unknown): string {
  return jsonText(value);
}

/** The models that are asked for. */
export function modelsData(catalog: CatalogDocument, narrowing: Narrowing) {
  const models = narrowedModels(catalog, narrowing);
  return { models, sources: citedSources(models, catalog) };
}

/** One model, with what is left out of it and why. */
export function modelData(model: ModelRow, catalog: CatalogDocument, platforms: readonly string[] | null) {
  const shown = onlyOn(model, platforms);
  const omitted = omittedFor(model, catalog, platforms);
  return { ...shown, omitted, sources: citedSources([shown, omitted], catalog) };
}

/** The platforms that are asked for, and those that have no row. */
export function platformsData(catalog: CatalogDocument, narrowing: Narrowing) {
  const platforms = narrowedPlatforms(catalog, narrowing);
  return { platforms, unsupported: catalog.unsupported, sources: citedSources(platforms, catalog) };
}

/** One platform, with the names of its models, what keeps CPU pods off, the labels of its nodes and what is left out. */
export function platformData(platform: PlatformRow, catalog: CatalogDocument) {
  const data = {
    ...platform,
    models: catalog.models.filter((model) => platform.name in model.platforms).map((model) => model.name),
    keepOff: catalog.keepOff.filter((row) => row.platform === platform.name),
    labels: catalog.labels.filter((label) => label.platforms.includes(platform.name)),
    omitted: catalog.omitted.filter((row) => row.platform === platform.name),
  };
  return { ...data, sources: citedSources(data, catalog) };
}
