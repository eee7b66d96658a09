import type { CatalogDocument } from "../../gpu/catalog/document.ts";
import { nodeCounts } from "../../gpu/node-counts.ts";
import type { ModelRow, OmittedRow } from "../../gpu/rows.ts";
import { wrap } from "../wrap.ts";
import { lines, tableRows } from "./layout.ts";
import { type Narrowing, narrowedModels } from "./narrow.ts";
import { memoryText, selectorText, VENDOR_TITLES } from "./words.ts";

/**
 * The models by vendor: memory, GPUs per node, and the platforms that have them; on platforms that are asked for,
 * what selects them there. Says so when there is none.
 */
export function modelList(catalog: CatalogDocument, narrowing: Narrowing): string {
  const models = narrowedModels(catalog, narrowing);
  if (models.length === 0) return lines(nothing(catalog, narrowing));
  const vendors = [...new Set(models.map((model) => model.vendor))];
  const isNarrow = narrowing.platforms !== null;
  const rows = models.map((model) => modelRow(model, isNarrow));
  const heads = ["model", "memory", "per node", isNarrow ? "selected by" : "platforms"];
  // One table, so that the columns of all vendors stand below each other.
  const [head = [], ...body] = tableRows([heads, ...rows], "  ");
  const blocks = vendors.flatMap((vendor) => [
    "",
    `${vendor}: ${VENDOR_TITLES[vendor]}, ${resourcesOf(models, vendor)}`,
    ...body.filter((_, index) => models[index]?.vendor === vendor).flat(),
  ]);
  return lines([...head, ...blocks, ...remarks(models)]);
}

function modelRow(model: ModelRow, isNarrow: boolean): readonly string[] {
  const placements = Object.values(model.platforms);
  const counts = [...new Set(placements.flatMap(nodeCounts))].sort((a, b) => a - b);
  const where = isNarrow ? placements.map(selectorText) : Object.keys(model.platforms);
  return [model.name, memoryText(model), counts.join(" "), where.join(" ")];
}

function resourcesOf(models: readonly ModelRow[], vendor: ModelRow["vendor"]): string {
  const own = models.filter((model) => model.vendor === vendor).map((model) => model.resource);
  return [...new Set(own)].join(", ");
}

function remarks(models: readonly ModelRow[]): readonly string[] {
  const isNominal = models.some((model) => model.memoryGib !== null && !model.memoryIsSourced);
  return [
    "",
    ...(isNominal ? ["~ the nominal size, for which no source was opened"] : []),
    "One in full, with its labels and sources: gpuify show models NAME",
  ];
}

/** An empty list is an answer, and most often there is a reason for it. */
function nothing({ omitted }: CatalogDocument, { vendor, platforms }: Narrowing): readonly string[] {
  const reasons = omitted
    .filter((row: OmittedRow) => row.model === "*" && platforms?.includes(row.platform) === true)
    .map((row) => `${row.platform}: ${row.reason}`);
  const of = vendor === null ? "" : ` of ${vendor}`;
  return [`No model${of} can be asked for on ${(platforms ?? []).join(", ")}.`, ...reasons.map(wrap)];
}
