import { type KeyDomainRow, keyDomains } from "../tables/domains.ts";

/**
 * The platforms that a label, taint or annotation belongs to by its domain, which nobody else may write:
 * `cloud.google.com/gke-nodepool`, `networking.gke.io/interfaces`. Null where it tells none.
 */
export function platformsOfDomain(key: string): readonly string[] | null {
  const row = rowOf(key);
  return row?.tells === "sole" ? row.platforms : null;
}

/** The platforms that a key speaks for by its domain, also where others write it too; null where it says nothing. */
export function platformsHintedBy(key: string): readonly string[] | null {
  return rowOf(key)?.platforms ?? null;
}

/** True for the platform of a cloud provider, whose clusters run on that provider's machines alone. */
export function isProviderPlatform(platform: string): boolean {
  return keyDomains().some(({ platforms, tells }) => tells === "sole" && platforms.includes(platform));
}

/** The platforms whose clusters alone have an API group, as its domain tells; null where it tells none. */
export function platformsOfGroupDomain(group: string): readonly string[] | null {
  return platformsOfDomain(`${group}/`);
}

/** True for a key of a domain, or of one below it. */
export function isInDomain(key: string, domain: string): boolean {
  return isBelow(key.slice(0, Math.max(0, key.indexOf("/"))), domain);
}

function isBelow(domain: string, upper: string): boolean {
  return domain === upper || domain.endsWith(`.${upper}`);
}

function rowOf(key: string): KeyDomainRow | undefined {
  const slash = key.indexOf("/");
  if (slash < 0) return undefined;
  const domain = key.slice(0, slash);
  return keyDomains().find(({ name }) => {
    if (name.startsWith("*.")) return isBelow(domain, name.slice(2));
    return name.includes("/") ? key === name : domain === name;
  });
}
