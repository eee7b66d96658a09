import type { PlatformRow } from "../rows.ts";
import { addsTolerations } from "../tables/platforms.ts";

/**
 * True where the platform adds the toleration of the taint that is named like a requested resource: its row says so, and
 * `patch` writes none, or it runs the admission plugin ExtendedResourceToleration.
 */
export function injectsToleration({ name, injected }: PlatformRow): boolean {
  return injected !== null || addsTolerations(name);
}
