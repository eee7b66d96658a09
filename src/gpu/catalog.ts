import {
  isEvictionAnnotation,
  isGpuLabelValue,
  isGpuRuntimeClass,
  keepOffExpression,
  labelMeaning,
  resourceMeaning,
  taintVendor,
} from "./knowledge.ts";
import { checkVendor, resolvePlatform } from "./names.ts";
import { place } from "./placement.ts";
import type { Catalog } from "./types.ts";

/** Which parts of the catalog a run needs. */
export interface CatalogNeeds {
  /** True when a model, or a platform other than `generic`, is named: loads the large tables. */
  readonly models: boolean;
}

/**
 * Loads the catalog. Without models the answers about names, `generic` platforms and `keepOff` are complete, and a
 * placement that needs more throws a Bug.
 */
export async function loadCatalog(needs: CatalogNeeds): Promise<Catalog> {
  const tables = needs.models ? (await import("./tables.ts")).TABLES : null;
  return {
    placement: (question) => place(question, tables),
    resource: resourceMeaning,
    label: labelMeaning,
    isGpuLabelValue,
    gpuTaint: taintVendor,
    isGpuRuntimeClass,
    isEvictionAnnotation,
    keepOff: keepOffExpression,
    platform: resolvePlatform,
    vendor: checkVendor,
  };
}
