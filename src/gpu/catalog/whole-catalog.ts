import { lazy } from "../../kernel/lazy.ts";
import { type LabelValue, labelIndex, valuesOf } from "../labels/label-values.ts";
import type { ModelRow, PlatformRow } from "../rows.ts";
import type { Catalog } from "../types.ts";
import { catalogOf, catalogWith } from "./catalog.ts";
import type { OwnDeviceClasses } from "./own-device-classes.ts";
import { withDevices } from "./own-devices.ts";
import type { OwnPlatforms } from "./own-platforms.ts";
import type { OwnResources } from "./own-resources.ts";
import type { Tables } from "./tables.ts";
import { allPlatforms, largeTables } from "./whole-tables.ts";

/** Everything that is known, for questions that the catalog does not answer. */
export interface WholeCatalog {
  readonly catalog: Catalog;
  readonly models: readonly ModelRow[];
  /** All platforms: the generic ones, the clouds, those of configs. */
  readonly platforms: readonly PlatformRow[];
  /** The values that are known of a node label, over all platforms; empty for a label of which none is. */
  readonly labelValues: (key: string) => readonly LabelValue[];
}

/**
 * All of the catalog, with the platforms, device classes and resources of configs. The large tables are read when they are first
 * asked.
 */
export async function loadWholeCatalog(
  own: OwnPlatforms = {},
  deviceClasses: OwnDeviceClasses = {},
  resources: OwnResources = {},
): Promise<WholeCatalog> {
  const said = (catalog: Catalog): Catalog => withDevices(catalog, deviceClasses, resources);
  if (Object.keys(own).length === 0) return wholeOf(said(catalogOf(largeTables)), largeTables);
  const [{ TABLES }, { withOwnPlatforms }, catalog] = await Promise.all([
    import("./tables.ts"),
    import("./own-platforms.ts"),
    catalogWith(own),
  ]);
  const tables = withOwnPlatforms(TABLES, own);
  return wholeOf(said(catalog), () => tables);
}

function wholeOf(catalog: Catalog, tables: () => Tables): WholeCatalog {
  const platforms = lazy(() => allPlatforms(tables()));
  const labels = lazy(() => labelIndex({ models: tables().models, platforms: platforms() }));
  return {
    catalog,
    get models() {
      return tables().models;
    },
    get platforms() {
      return platforms();
    },
    labelValues: (key) => valuesOf(labels(), key),
  };
}
