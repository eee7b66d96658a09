import type { ResourceDomainRow, ResourceRow } from "../rows.ts";
import type { Provenance, Toleration, Vendor } from "../types.ts";
import type { FileHead, Keyed, LabelGroup, PartsEntry, WholeGpusEntry } from "./entries.ts";

/** A model in its vendor's file. */
export interface ModelFacts {
  readonly memoryGib: number | null;
  readonly memoryIsSourced?: false;
  readonly arch?: "arm64";
  readonly mig?: readonly (string | { readonly table: string; readonly products: readonly string[] })[];
  readonly key?: string;
  readonly values?: readonly string[];
  readonly recognised?: readonly string[];
}

/** The models of a vendor. */
export interface ModelsOfVendor extends Provenance {
  readonly resource?: string;
  readonly memoryIsSourced?: false;
  readonly label?: Keyed & { readonly caveat?: string };
  readonly recognised?: Keyed;
  readonly unlabelled?: readonly (Provenance & { readonly model: string; readonly reason: string })[];
  readonly rows: Readonly<Record<string, ModelFacts>>;
}

/** Device classes or drivers of one meaning. */
export type DeviceGroup = Provenance & { readonly names: readonly string[] } & (
    | { readonly part: "whole" | "mig" | "any" }
    | { readonly other: string }
  );

/** A file of `vendors/`. */
export interface VendorFile extends FileHead {
  readonly vendor: Vendor;
  readonly products?: readonly string[];
  readonly resource?: string;
  readonly domain?: Provenance & { readonly name: string; readonly presence: string | null };
  readonly otherLabels?: string;
  readonly components?: {
    readonly toleration?: Toleration & Provenance;
    readonly mig?: Provenance & { readonly offer: "resource" };
    readonly wholeGpus?: WholeGpusEntry;
    readonly absent?: readonly Keyed[];
    readonly resourcesByDriver?: Provenance & { readonly values: readonly string[] };
  };
  readonly models?: ModelsOfVendor;
  readonly resources: readonly (Provenance & {
    readonly kind: ResourceRow["kind"];
    readonly names?: readonly string[];
    readonly patterns?: readonly string[];
  })[];
  readonly resourceDomains?: readonly Omit<ResourceDomainRow, "vendor">[];
  readonly deviceClasses?: readonly DeviceGroup[];
  readonly deviceDrivers?: readonly DeviceGroup[];
  readonly labels?: readonly LabelGroup[];
  readonly parts?: readonly PartsEntry[];
  readonly runtimeClasses?: readonly (Provenance & { readonly names: readonly string[] })[];
}
