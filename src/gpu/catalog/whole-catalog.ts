import { lazy } from "../../kernel/lazy.ts";
import { type LabelValue, labelIndex, valuesOf } from "../labels/label-values.ts";
import type { ModelRow, PlatformRow } from "../rows.ts";
import type { Catalog } from "../types.ts";
import { catalogWith, tablesWith } from "./catalog.ts";
import type { OwnDeviceClasses } from "./own-device-classes.ts";
import { withDevices } from "./own-devices.ts";
import type { OwnPlatforms } from "./own-platforms.ts";
import type { OwnResources } from "./own-resources.ts";

/** Everything that is known, for questions that the catalog does not answer. */
export interface WholeCatalog {
  readonly catalog: Catalog;
  readonly models: readonly ModelRow[];
  /** All platforms: the generic ones, the clouds, those of configs. */
  readonly platforms: readonly PlatformRow[];
  /** The values that are known of a node label, over all platforms; empty for a label of which none is. */
  readonly labelValues: (key: string) => readonly LabelValue[];
}

/** All of the catalog, with the platforms, device classes and resources of configs. */
export function loadWholeCatalog(
  own: OwnPlatforms = {},
  deviceClasses: OwnDeviceClasses = {},
  resources: OwnResources = {},
): WholeCatalog {
  const tables = tablesWith(own);
  const labels = lazy(() => labelIndex(tables()));
  return {
    catalog: withDevices(catalogWith(own, tables), deviceClasses, resources),
    get models() {
      return tables().models;
    },
    get platforms() {
      return tables().platforms;
    },
    labelValues: (key) => valuesOf(labels(), key),
  };
}
