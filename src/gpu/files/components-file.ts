import type { NeverLaunched } from "../admission-rows.ts";
import type { KeepOffRow, Label, UnsupportedPlatformRow } from "../rows.ts";
import type { Provenance, Vendor } from "../types.ts";
import type { DomainEntry, EvictionAnnotation, FileHead, LabelGroup } from "./entries.ts";

/** `components.yaml`. */
export interface ComponentsFile extends FileHead {
  readonly evictionAnnotations: Readonly<Record<EvictionAnnotation, Label & Provenance>>;
  readonly karpenter: {
    readonly spotLabel: Label & Provenance;
    readonly neverLaunched: NeverLaunched & Provenance;
  };
  readonly keepOff: {
    readonly strength: KeepOffRow["strength"];
    readonly vendors: readonly Vendor[];
    readonly reason: string;
  };
  readonly labels: readonly LabelGroup[];
  readonly domains: readonly (DomainEntry & { readonly platforms: readonly string[] })[];
}

/** `unsupported.yaml`. */
export interface UnsupportedFile extends FileHead {
  readonly platforms: readonly (UnsupportedPlatformRow & { readonly labels?: readonly LabelGroup[] })[];
}

/** `mig.yaml`. */
export interface MigFile extends FileHead, Provenance {
  readonly profiles: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
