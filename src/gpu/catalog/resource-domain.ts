import type { ResourceDomainRow } from "../rows.ts";
import { resourceDomains } from "../tables/resources.ts";
import type { ResourceMeaning, ResourceStanding, Vendor } from "../types.ts";

/** Memory and cores of a device, by their names. */
const SHARE = /mem|core|percent|tiles/i;

/** A name that the catalog does not know, of a domain that holds accelerators alone: a device, or a share of one. */
export function meaningByDomain(name: string): ResourceMeaning | null {
  const row = domainOf(name);
  if (row?.holds !== "accelerators") return null;
  return {
    vendor: row.vendor,
    kind: SHARE.test(name.slice(name.indexOf("/"))) ? "slice" : "whole",
    by: "domain",
  };
}

/** The same of a domain that holds other devices too: nobody can tell. */
export function standingByDomain(name: string): ResourceStanding | null {
  return domainOf(name)?.holds === "mixed" ? "unclear" : null;
}

/** Whose domain a resource is of, or null. */
export function vendorOfDomain(name: string): Vendor | null {
  return domainOf(name)?.vendor ?? null;
}

function domainOf(name: string): ResourceDomainRow | undefined {
  return resourceDomains().find(({ prefix }) => name.startsWith(prefix));
}
