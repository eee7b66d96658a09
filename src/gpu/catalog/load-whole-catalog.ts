import type { OwnDeviceClasses } from "./own-device-classes.ts";
import type { OwnPlatforms } from "./own-platforms.ts";
import type { OwnResources } from "./own-resources.ts";
import type { WholeCatalog } from "./whole-catalog.ts";

/**
 * Loads all of the catalog, with the platforms, device classes and resources of configs: for the library, which has no parts that
 * load later.
 */
export async function loadWholeCatalog(
  own: OwnPlatforms = {},
  deviceClasses: OwnDeviceClasses = {},
  resources: OwnResources = {},
): Promise<WholeCatalog> {
  const whole = await import("./whole-catalog.ts");
  return await whole.loadWholeCatalog(own, deviceClasses, resources);
}
