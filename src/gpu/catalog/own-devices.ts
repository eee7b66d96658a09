import type { Catalog } from "../types.ts";
import { type OwnDeviceClasses, withDeviceClasses } from "./own-device-classes.ts";
import { type OwnResources, withResources } from "./own-resources.ts";

/** The catalog with what a config says of devices: by their classes and by their resources. */
export function withDevices(
  catalog: Catalog,
  deviceClasses: OwnDeviceClasses,
  resources: OwnResources,
): Catalog {
  return withResources(withDeviceClasses(catalog, deviceClasses), resources);
}
