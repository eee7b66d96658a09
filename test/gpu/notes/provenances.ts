import type { Provenance } from "../../../src/gpu/types.ts";
import { DOCUMENT } from "./rows.ts";

/** A row of the catalog, by the names and indices that lead to it. */
export interface ProvenRow {
  readonly path: readonly string[];
  readonly row: Provenance & Readonly<Record<string, unknown>>;
}

/** Every row of the catalog that says where it was read. */
export const PROVEN: readonly ProvenRow[] = rowsIn(DOCUMENT, []);

function rowsIn(value: unknown, path: readonly string[]): readonly ProvenRow[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.entries(value).flatMap(([key, one]) =>
    rowsIn(one, [...path, Array.isArray(value) ? nameOf(one, key) : key]),
  );
  return "source" in value && "date" in value ? [{ path, row: value as ProvenRow["row"] }, ...below] : below;
}

/** How a row of a list is called: its name, key or pattern, else its place. */
function nameOf(row: unknown, index: string): string {
  const { name, key, pattern, platform } = (row ?? {}) as Readonly<Record<string, string | undefined>>;
  return name ?? key ?? pattern ?? platform ?? index;
}
