import type { LabelRow, WholeGpuRow } from "../rows.ts";
import type { CatalogSource, Confidence, MatchExpression, Provenance, Vendor } from "../types.ts";

/**
 * What the files of the catalog have in common, as it is written (`src/gpu/data/*.schema.json`) once the date and the
 * confidence of a file's head are filled in wherever a row names its source.
 */

/** By vendor, for those that a platform has. */
export type ByVendor<Value> = Readonly<Partial<Record<Vendor, Value>>>;

/** What every file begins with: the day and the confidence of rows that do not say otherwise. */
export interface FileHead {
  readonly date: string;
  readonly confidence: Confidence;
  /** Sources that no other file names. */
  readonly sources?: Readonly<Record<string, CatalogSource>>;
}

/** A line of text with where it was read. */
export type SourcedText = Provenance & { readonly text: string };

/** A label key with where it was read. */
export type Keyed = Provenance & { readonly key: string };

/** Labels of one kind. */
export interface LabelGroup extends Provenance {
  readonly kind: LabelRow["kind"];
  readonly vendor?: Vendor;
  readonly gpuOnly?: false;
  readonly keys?: readonly string[];
  readonly patterns?: readonly string[];
  /** With `gpuValues`. */
  readonly key?: string;
  /** Patterns, or the machine types of all platforms, or the families of the provider's machines. */
  readonly gpuValues?: readonly string[] | "machine-types" | "machine-families" | "machine-categories";
  readonly platforms?: readonly string[];
}

/** Whose keys a domain's are. */
export interface DomainEntry {
  readonly name: string;
  readonly platforms?: readonly string[];
  readonly tells: "sole" | "some";
}

/** Labels that tell parts of devices from whole ones. */
export interface PartsEntry extends Provenance {
  readonly vendor?: Vendor;
  readonly keys: readonly string[];
  /** Pattern of values. */
  readonly values: string;
}

/** An expression that keeps pods off nodes. */
export type ExpressionEntry = MatchExpression & Provenance;

/** `WholeGpuRow` as it is written. */
export interface WholeGpusEntry {
  readonly when: WholeGpuRow["when"];
  readonly reason: string;
  readonly expressions: readonly ExpressionEntry[];
}

/** The words for annotations against eviction. */
export type EvictionAnnotation = "safe-to-evict" | "do-not-disrupt";
