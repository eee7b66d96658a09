import type { Catalog, Vendor } from "../gpu/types.ts";
import { type ContainerView, type PodSet, resourceEntries } from "../k8s/workload.ts";

/** Where a container names what it asks for. */
export const SECTIONS = ["limits", "requests"] as const;

/** True for a resource that is an accelerator or a part of one, of any vendor. */
export function isAccelerator(catalog: Catalog, resource: string): boolean {
  const meaning = catalog.resource(resource);
  return meaning !== null && meaning.kind !== "companion";
}

/** True when a container names an accelerator resource in its limits or requests, even none of it. */
export function namesAccelerator(container: ContainerView, catalog: Catalog): boolean {
  return SECTIONS.some((section) =>
    resourceEntries(container, section).some(({ name }) => isAccelerator(catalog, name)),
  );
}

/** Vendor of the first accelerator that any container names, or null. */
export function vendorInUse(podSet: PodSet, catalog: Catalog): Vendor | null {
  for (const container of podSet.containers)
    for (const section of SECTIONS)
      for (const { name } of resourceEntries(container, section))
        if (isAccelerator(catalog, name)) return catalog.resource(name)?.vendor ?? null;
  return null;
}
