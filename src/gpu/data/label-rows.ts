import type { LabelRow, NameMatch } from "../rows.ts";
import type { LabelMeaning, Provenance, Vendor } from "../types.ts";

type LabelKind = LabelMeaning["kind"];

/** Who writes a set of labels: shared by the rows below. */
export interface Writer {
  readonly vendor: Vendor | null;
  readonly platforms: readonly string[];
  readonly provenance: Provenance;
}

/** Labels that only accelerator nodes carry. */
export function gpuOnly(writer: Writer, kind: LabelKind, ...keys: readonly string[]): readonly LabelRow[] {
  return keys.map((name) => row(writer, kind, { name }, { gpuOnly: true, byValue: false }));
}

/** The same, for keys that a pattern covers. */
export function gpuOnlyPattern(
  writer: Writer,
  kind: LabelKind,
  ...patterns: readonly string[]
): readonly LabelRow[] {
  return patterns.map((pattern) => row(writer, kind, { pattern }, { gpuOnly: true, byValue: false }));
}

/** Labels that CPU nodes carry too: capacity types, topology. */
export function shared(writer: Writer, kind: LabelKind, ...keys: readonly string[]): readonly LabelRow[] {
  return keys.map((name) => row(writer, kind, { name }, { gpuOnly: false, byValue: false }));
}

/** A label that is about accelerators for some of its values only. */
export function byValue(
  writer: Writer,
  kind: LabelKind,
  key: string,
  gpuValues: readonly string[],
): readonly LabelRow[] {
  return [{ ...row(writer, kind, { name: key }, { gpuOnly: false, byValue: true }), gpuValues }];
}

function row(
  writer: Writer,
  kind: LabelKind,
  match: NameMatch,
  flags: { readonly gpuOnly: boolean; readonly byValue: boolean },
): LabelRow {
  return {
    ...match,
    vendor: writer.vendor,
    platforms: writer.platforms,
    kind,
    ...flags,
    ...writer.provenance,
  };
}
