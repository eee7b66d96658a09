import type { CatalogDocument } from "../../gpu/catalog/document.ts";
import type { CatalogSource, Provenance } from "../../gpu/types.ts";

/** `[gke-labels, gke-preempt; source-code, 2026-08-22]`: the ids are spelled out below a text. */
export function proof({ source, confidence, date }: Provenance): string {
  return `[${source.join(", ")}; ${confidence}, ${date}]`;
}

/** The sources that any row within a value names, in the catalog's order. */
export function citedSources(
  value: unknown,
  { sources }: CatalogDocument,
): Readonly<Record<string, CatalogSource>> {
  const ids = new Set(provenancesIn(value).flatMap((row) => row.source));
  return Object.fromEntries(Object.entries(sources).filter(([id]) => ids.has(id)));
}

/** One line for each source that a value cites: its id, and where it is. */
export function sourceLines(value: unknown, catalog: CatalogDocument): readonly string[] {
  return Object.entries(citedSources(value, catalog)).map(([id, source]) => `${id}: ${place(source)}`);
}

function place({ url, repo, path, note }: CatalogSource): string {
  const where = url ?? [`github.com/${repo ?? ""}`, path].filter((part) => part !== undefined).join(" ");
  return note === undefined ? where : `${where} (${note})`;
}

/** Every row with a source at or below a value. */
function provenancesIn(value: unknown): readonly Provenance[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(provenancesIn);
  return isProvenance(value) ? [value, ...below] : below;
}

function isProvenance(value: object): value is Provenance {
  return "source" in value && "date" in value && "confidence" in value;
}
