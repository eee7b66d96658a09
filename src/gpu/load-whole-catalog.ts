import type { OwnPlatforms } from "./own-platforms.ts";
import type { WholeCatalog } from "./whole-catalog.ts";

/** Loads all of the catalog, with the platforms of configs: for the library, which has no parts that load later. */
export async function loadWholeCatalog(own: OwnPlatforms = {}): Promise<WholeCatalog> {
  const whole = await import("./whole-catalog.ts");
  return await whole.loadWholeCatalog(own);
}
