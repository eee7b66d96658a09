import { ownOf } from "../../kernel/own.ts";
import type { Catalog } from "../types.ts";
import { vendorOfDomain } from "./resource-domain.ts";

/** What a config says of extended resources that the catalog does not know, by their names. */
export type OwnResources = Readonly<Record<string, "gpu" | "other">>;

/** The catalog with the resources of a config, which win over its own rows. */
export function withResources(catalog: Catalog, own: OwnResources): Catalog {
  if (Object.keys(own).length === 0) return catalog;
  return {
    ...catalog,
    resource: (name) => {
      const said = ownOf(own, name);
      if (said === undefined) return catalog.resource(name);
      if (said === "other") return null;
      const known = catalog.resource(name);
      const isNamed = known !== null && known.kind !== "companion" && known.by === undefined;
      return isNamed
        ? known
        : { vendor: vendorOfDomain(name) ?? "other", kind: known?.kind === "slice" ? "slice" : "whole" };
    },
    resourceStanding: (name) => {
      const said = ownOf(own, name);
      return said === undefined ? catalog.resourceStanding(name) : said;
    },
    gpuTaint: (key, value) => {
      const said = ownOf(own, key);
      if (said === undefined) return catalog.gpuTaint(key, value);
      return said === "gpu" ? (catalog.gpuTaint(key, value) ?? vendorOfDomain(key) ?? "other") : null;
    },
  };
}
