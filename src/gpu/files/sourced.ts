import type { Sourced } from "../rows.ts";
import type { Provenance } from "../types.ts";

/** Only where a row was read. */
export function provenanceOf({ source, date, confidence }: Provenance): Provenance {
  return { source, date, confidence };
}

/** A row as a value with where it was read. */
export function sourced<Row extends Provenance>({
  source,
  date,
  confidence,
  ...value
}: Row): Sourced<Omit<Row, keyof Provenance>> {
  return { value, source, date, confidence };
}

/** A value that a row has, with where it was read. */
export function valued<Value>(value: Value, row: Provenance): Sourced<Value> {
  return { value, ...provenanceOf(row) };
}
