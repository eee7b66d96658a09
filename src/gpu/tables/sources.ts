import { data as shared } from "../data/sources.yaml";
import {
  componentsFile,
  migFile,
  platformFiles,
  providerFiles,
  unsupportedFile,
  vendorFiles,
} from "../files/files.ts";
import type { CatalogSource } from "../types.ts";

/** Every source that a row of the catalog names, in the order of their ids. Only `show` and the tests read it; rows carry the ids. */
export function sourceRows(): Readonly<Record<string, CatalogSource>> {
  const files = [
    shared() as { readonly sources: Readonly<Record<string, CatalogSource>> },
    ...platformFiles(),
    ...providerFiles(),
    ...vendorFiles(),
    componentsFile(),
    unsupportedFile(),
    migFile(),
  ];
  const all = files.flatMap(({ sources }) => Object.entries(sources ?? {}));
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}
