import { lazy } from "../../kernel/lazy.ts";
import type { DomainEntry } from "../files/entries.ts";
import { componentsFile, platformFiles, providerFiles, vendorFiles } from "../files/files.ts";
import { provenanceOf } from "../files/sourced.ts";
import type { Provenance, Vendor } from "../types.ts";

/** Who writes keys of labels, taints and annotations of a domain, or one key where `key` stands in place of it. */
export interface KeyDomainRow {
  /** A domain such as `cloud.google.com`, `*.gke.io` for it and those below it, or a whole key. */
  readonly name: string;
  readonly platforms: readonly string[];
  /** `sole`: nobody else writes or reads it, so one such key tells the platform. `some`: it is evidence beside other. */
  readonly tells: "sole" | "some";
}

/**
 * Domains of the platforms, the narrowest first: whole keys, domains, domains with those below. For keys that the catalog
 * has no row for, because they say nothing about GPUs: a row of the labels says more. Sources: the providers' documentation of
 * their node labels and annotations; node dumps of public repositories.
 */
export const keyDomains: () => readonly KeyDomainRow[] = lazy(() =>
  [
    ...providerFiles().flatMap(({ domains, platforms }) => rowsOf(domains, platforms)),
    ...platformFiles().flatMap(({ domains, name }) => rowsOf(domains, [name])),
    ...componentsFile().domains,
  ].sort((a, b) => breadth(a) - breadth(b)),
);

function rowsOf(
  entries: readonly DomainEntry[] | undefined,
  platforms: readonly string[],
): readonly KeyDomainRow[] {
  return (entries ?? []).map(({ name, tells }) => ({ name, platforms, tells }));
}

function breadth({ name }: KeyDomainRow): number {
  if (name.includes("/")) return 0;
  return name.startsWith("*.") ? 2 : 1;
}

/** A vendor's own domain, in which resources are named, and labels where its components write some. */
export interface VendorDomainRow extends Provenance {
  readonly domain: string;
  readonly vendor: Vendor;
  /** The label that its components write on nodes with a device; null where no component does. */
  readonly presence: string | null;
}

/** Nobody but the vendor's components writes keys of these domains, and those that they write are among the labels. */
export const vendorDomains: () => readonly VendorDomainRow[] = lazy(() =>
  vendorFiles().flatMap(({ vendor, domain }) =>
    domain === undefined
      ? []
      : [{ domain: domain.name, vendor, presence: domain.presence, ...provenanceOf(domain) }],
  ),
);

/** Patterns of labels in those domains that are about something else than the node's devices. */
export const otherLabels: () => readonly RegExp[] = lazy(() =>
  vendorFiles().flatMap((file) => (file.otherLabels === undefined ? [] : [new RegExp(file.otherLabels)])),
);
