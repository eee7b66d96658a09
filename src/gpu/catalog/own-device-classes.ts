import { ownOf } from "../../kernel/own.ts";
import { CLASS_RESOURCE } from "../tables/resources.ts";
import type { Catalog, DeviceClassMeaning } from "../types.ts";

/** What a config says of device classes that the catalog does not know, by their names. */
export type OwnDeviceClasses = Readonly<Record<string, "gpu" | "other">>;

const SOME_GPU: DeviceClassMeaning = { kind: "gpu", vendor: null, part: "whole" };

/** The catalog with the device classes of a config, which win over its own rows. */
export function withDeviceClasses(catalog: Catalog, own: OwnDeviceClasses): Catalog {
  if (Object.keys(own).length === 0) return catalog;
  return {
    ...catalog,
    deviceClass: (name) => {
      const known = catalog.deviceClass(name);
      const said = ownOf(own, name);
      if (said === undefined || said === known?.kind) return known;
      return said === "gpu" ? SOME_GPU : { kind: "other", what: "other devices" };
    },
    resource: (resource) => {
      if (!resource.startsWith(CLASS_RESOURCE)) return catalog.resource(resource);
      const said = ownOf(own, resource.slice(CLASS_RESOURCE.length));
      if (said === "other") return null;
      const known = catalog.resource(resource);
      return known === null && said === "gpu" ? { vendor: "other", kind: "whole" } : known;
    },
  };
}
