import type { Vendor } from "../gpu/types.ts";
import type { Knowledge } from "./knowledge.ts";

/** What is known of the runtime classes of a platform: a row of the catalog, or what it answers. */
interface PlatformClass {
  readonly runtimeClass?: { readonly value: string | null } | null;
}

/** Why pods cannot use a runtime class of GPUs: it is another vendor's, or clusters of the platform come without it. */
export type RuntimeClassClash =
  | { readonly kind: "other-vendor"; readonly vendor: Vendor }
  | { readonly kind: "not-on-platform" };

/** Why pods with these devices cannot use a runtime class there; null where they can, and for classes of other pods. */
export function runtimeClassClash(
  name: string,
  devices: readonly Vendor[],
  platforms: readonly PlatformClass[],
  { catalog, surroundings }: Knowledge,
): RuntimeClassClash | null {
  const vendor = catalog.runtimeClassVendor(name);
  if (vendor === null) return null;
  if (devices.length > 0 && !devices.includes(vendor)) return { kind: "other-vendor", vendor };
  if (platforms.length === 0 || !platforms.every(({ runtimeClass }) => runtimeClass?.value === null))
    return null;
  const isMade = surroundings.objects.some(
    (object) => object.kind === "RuntimeClass" && object.name === name,
  );
  return isMade ? null : { kind: "not-on-platform" };
}
