import { data } from "../data/left-out.yaml";
import type { LeftOutRow } from "../rows.ts";

/** Verified facts of the research notes that the catalog does not have, with the reason. */
export function leftOutRows(): readonly LeftOutRow[] {
  return (data() as { readonly facts: readonly LeftOutRow[] }).facts;
}
