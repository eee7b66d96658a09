import type { LabelMeaning } from "../types.ts";

/** True for a label that nodes with whole GPUs do not carry: it tells shared ones, or parts. */
export function tellsPart(meaning: Pick<LabelMeaning, "kind"> | null): boolean {
  return meaning?.kind === "partition" || meaning?.kind === "sharing";
}
